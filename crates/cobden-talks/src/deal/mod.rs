//! What sides could sign: bargaining solutions and the efficient deals between them.
//!
//! A deal is a choice of rates x within bounds. Payoffs are W_p(x), the threat point d_p is what each side has without a
//! deal, and s_p = W_p − d_p is what it gains. [`agree`] finds, from several starting points:
//!
//! ```text
//! Nash                 max Σ_p ω_p ln s_p                                   s > 0
//! proportional         max r  with  s_p ≥ r g_p                             g ≥ 0, not all zero
//!   egalitarian          g_p = 1: as many points of its own income for each
//!   Kalai–Smorodinsky    g_p = I_p, the most that p can gain while nobody loses
//! ```
//!
//! A side with g_p = 0 only has to lose nothing. [`frontier`] takes the proportional solution over a fan of directions g, from
//! one side's ideal to the other's, and so finds efficient deals also where no weighted sum of payoffs has its top.
//!
//! Payoffs are rarely concave in rates: what is found is the best of the local solutions that the starting points lead to.
//! Every attempt is told. The solutions' axioms ask for a convex set of payoffs, which a lottery over deals would
//! give; without one the proportional solutions keep their meaning (Conley and Wilkie 1991, Economics Letters 36), and Nash's is the highest product.
//!
//! When not to use it: to find out whether a deal is a game's best for all times (a global optimum is never shown), or for sides
//! that can pay each other (then the sum of money counts, and no bargaining over rates is needed).
//!
//! Source: Nash (1950), The Bargaining Problem, Econometrica 18(2); Kalai and Smorodinsky (1975), Econometrica 43(3); Kalai
//! (1977), Proportional Solutions to Bargaining Situations, Econometrica 45(7).

mod attempt;
mod frontier;
mod hill;
mod ideal;
mod level;
mod nash;
mod outcome;
mod search;
mod start;
mod terms;
#[cfg(test)]
mod tests;

pub use attempt::{Attempt, End};
pub use frontier::{Frontier, FrontierPoint, frontier};
pub use outcome::{Deal, DealFault, DealOutcome};
pub use search::{Solution, agree};
pub use start::Start;
pub use terms::{Effort, Terms, TermsFault};
