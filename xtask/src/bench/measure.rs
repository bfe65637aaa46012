//! Times, their 95th percentile, and the table of what was measured beside what was wanted.
use super::visitor::Visitor;
use anyhow::{Context, Result};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// How many clients ask at a time when it is not one.
pub const TOGETHER: usize = 8;

#[derive(Clone, Copy)]
pub enum Unit {
    Milliseconds,
    Kilobytes,
    Megabytes,
}

/// What is wanted: in words, its unit, and the number at or under which it is met.
#[derive(Clone, Copy)]
pub struct Goal(pub &'static str, pub Unit, pub f64);

/// One row of the table: who, what, and a figure for each column that was measured.
struct Line {
    who: String,
    what: String,
    goal: Option<Goal>,
    figures: Vec<(String, f64)>,
}

#[derive(Default)]
pub struct Figures {
    columns: Vec<String>,
    lines: Vec<Line>,
}

impl Figures {
    pub fn add(&mut self, who: &str, what: &str, goal: Goal, column: &str, figure: f64) {
        self.put(who, what, Some(goal), column, figure);
    }

    /// A figure that no goal is set for.
    pub fn note(&mut self, who: &str, what: &str, column: &str, figure: f64) {
        self.put(who, what, None, column, figure);
    }

    fn put(&mut self, who: &str, what: &str, goal: Option<Goal>, column: &str, figure: f64) {
        println!("{column:>18}  {who}: {what}: {figure:.1}");
        if !self.columns.iter().any(|c| c == column) {
            self.columns.push(column.to_owned());
        }
        let line = match self.lines.iter_mut().find(|l| l.who == who && l.what == what) {
            Some(line) => line,
            None => {
                self.lines.push(Line { who: who.to_owned(), what: what.to_owned(), goal, figures: Vec::new() });
                let last = self.lines.len() - 1;
                &mut self.lines[last]
            }
        };
        line.figures.push((column.to_owned(), figure));
    }

    /// By one client, then by several at a time.
    pub fn each(
        &mut self,
        who: &str,
        what: &str,
        goal: Goal,
        column: &str,
        times: usize,
        visitor: &Visitor,
        deed: impl Fn(&Visitor, usize) -> Result<()> + Sync,
    ) -> Result<()> {
        for n in 0..3 {
            deed(visitor, n)?;
        }
        self.each_of(who, what, goal, column, 1, times, visitor, &deed)?;
        self.each_of(who, what, goal, column, TOGETHER, times * 2, visitor, &deed)
    }

    /// By so many clients at a time, `times` in all; `deed` is told which time it is.
    pub fn each_of(
        &mut self,
        who: &str,
        what: &str,
        goal: Goal,
        column: &str,
        clients: usize,
        times: usize,
        visitor: &Visitor,
        deed: impl Fn(&Visitor, usize) -> Result<()> + Sync,
    ) -> Result<()> {
        let next = AtomicUsize::new(0);
        let ask = |visitor: Visitor| -> Result<Vec<f64>> {
            let mut took = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= times {
                    return Ok(took);
                }
                let begun = Instant::now();
                deed(&visitor, n).with_context(|| format!("{who}: {what}"))?;
                took.push(super::milliseconds(begun.elapsed()));
            }
        };
        let mut took = Vec::new();
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..clients).map(|_| scope.spawn(|| ask(visitor.clone()))).collect();
            for worker in workers {
                took.extend(worker.join().map_err(|_| anyhow::anyhow!("a client ended early"))??);
            }
            anyhow::Ok(())
        })?;
        let column = if clients == 1 { column.to_owned() } else { format!("{column} ×{clients}") };
        self.add(who, what, goal, &column, p95(&mut took));
        Ok(())
    }

    /// A row each, a column for each database and size; what misses its goal is marked.
    pub fn print(&self) {
        println!("| who | what | goal | {} |", self.columns.join(" | "));
        println!("|---|---|---|{}", "---:|".repeat(self.columns.len()));
        for line in &self.lines {
            let cell = |column: &String| {
                let figure = line.figures.iter().find(|f| &f.0 == column).map(|f| f.1);
                let over = |f: f64| line.goal.is_some_and(|g| f > g.2);
                figure.map_or(String::new(), |f| format!("{f:.1}{}", if over(f) { " **over**" } else { "" }))
            };
            let cells: Vec<_> = self.columns.iter().map(cell).collect();
            let goal = line.goal.map_or(String::new(), |g| format!("{} ({})", g.0, unit(g.1)));
            println!("| {} | {} | {goal} | {} |", line.who, line.what, cells.join(" | "));
        }
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Milliseconds => "p95 or time, in ms",
        Unit::Kilobytes => "in KB",
        Unit::Megabytes => "in MB",
    }
}

/// The time that 95 of 100 did not pass.
fn p95(took: &mut [f64]) -> f64 {
    took.sort_by(f64::total_cmp);
    let at = (took.len() * 95).div_ceil(100).saturating_sub(1);
    took.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_95th_of_a_hundred_is_the_95th_smallest() {
        let mut took: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert!((p95(&mut took) - 95.0).abs() < f64::EPSILON);
        assert!((p95(&mut [7.0]) - 7.0).abs() < f64::EPSILON);
        assert!(p95(&mut []).is_nan());
    }
}
