"""What a person looks at: ledger, typeset paper, figures, and the folder that holds them all."""
