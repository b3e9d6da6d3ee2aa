//! How long two sides hold out before one takes the first step: a war of attrition.
//!
//! Time t runs in months from the day of asking. While neither side moves, side i bears the cost c_i a month. When
//! the other side moves first, i gets W_i; when it moves first itself, L_i: values at that moment, with all that
//! follows from it. It discounts at r_i a month, r = ln(1 + yearly rate)/12. With probability z_i it never gives way.
//!
//! **Hazards.** Let the other side j move with hazard λ_j. A side that waits for dt more instead of moving pays c_i dt,
//! gets L_i later, which costs r_i L_i dt, and with probability λ_j dt gets W_i in place of L_i. It is as glad to
//! wait as to move, which it must be at every moment at which it may do either, if and only if
//!
//! ```text
//! λ_j (W_i − L_i) = c_i + r_i L_i      so      λ_j = (c_i + r_i L_i) / (W_i − L_i)
//! ```
//!
//! The impatience of one side sets the pace of the *other*.
//!
//! **Nobody is known to hold out** (z = 0). F_i(t) = 1 − (1 − a_i) e^(−λ_i t), where at most one side has an atom a_i at
//! zero, of any size: a family of equilibria. Given here is the one without an atom, in which neither side is
//! expected to fold; the members in which a side moves at once for sure are the family's ends.
//!
//! **Reputation** (some z > 0). The longer a side waits, the likelier it is of the kind that never gives way. No side
//! waits once it is sure to face that kind, so both must have come to be sure of it at the same time T. Without an atom
//! side i is there at T_i = −ln z_i/λ_i; hence
//!
//! ```text
//! T = min(T_1, T_2)      1 − F_i(t) = max(z_i, C_i e^(−λ_i t))      C_i = z_i e^(λ_i T)
//! ```
//!
//! and the side with the later T_i, the weaker one, moves at once with probability 1 − C_i. This equilibrium is unique.
//!
//! **Outside both**: a side with c_i + r_i L_i ≤ 0 loses nothing by waiting and never moves; one with W_i ≤ L_i has
//! nothing to wait for and moves at once. [`Kind`] names these cases.
//!
//! When not to use it: for more than two sides, or where costs or stakes change on the way (they are constant
//! here), or where a first step can be taken back.
//!
//! Source: Hendricks, Weiss and Wilson (1988), The War of Attrition in Continuous Time with Complete Information,
//! International Economic Review 29(4); Abreu and Gul (2000), Bargaining and Reputation, Econometrica 68(1),
//! section 4, whose flow payoffs are costs here.

mod concession;
mod equilibrium;
mod fault;
mod meaning;
mod outlook;
mod side;
#[cfg(test)]
mod tests;

pub use concession::Concession;
pub use equilibrium::{Kind, Movers, Standoff};
pub use fault::StandoffFault;
pub use outlook::Outlook;
pub use side::{Side, YearlyEffects, present_value};
