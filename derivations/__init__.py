"""The conserving sum rules of mesoscopic conduction, Eqs. (1)-(14): every link stated, derived and decided.

Paper    on the conserving sum rules for mesoscopic conduction, Eqs. (1)-(14); one file for each section
Order    conduction (1)-(2), screening (3)-(5), compressibility (6)-(8), pseudo_diffusion (9),
         martin_landauer (10)-(11), inhomogeneous (12)-(14), beyond (what the paper does not give)
"""

from . import beyond, compressibility, conduction, inhomogeneous, martin_landauer, pseudo_diffusion, screening

SECTIONS = (
    conduction.SECTION,
    screening.SECTION,
    compressibility.SECTION,
    pseudo_diffusion.SECTION,
    martin_landauer.SECTION,
    inhomogeneous.SECTION,
    beyond.SECTION,
)
