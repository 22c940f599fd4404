"""What checking found: numbered steps, each with why it is taken, what was seen and what is wrong."""

from dataclasses import dataclass, field

MOST_PROBLEMS_SHOWN = 20


@dataclass
class Step:
    """One step of a check. It passes if it was taken and found no problem."""

    title: str
    why: str
    findings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    problem_count: int = 0
    taken: bool = False

    def wrong(self, problem: str) -> None:
        """Note a problem; all are counted, the first twenty kept."""
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS_SHOWN:
            self.problems.append(problem)

    @property
    def passed(self) -> bool:
        """Whether the step was taken and nothing was wrong."""
        return self.taken and not self.problem_count


@dataclass
class Report:
    """All steps of one check, in order."""

    steps: list[Step]

    @property
    def good(self) -> bool:
        """Whether every step passed."""
        return all(step.passed for step in self.steps)

    @property
    def problems(self) -> list[str]:
        """The problems of all steps."""
        return [problem for step in self.steps for problem in step.problems]

    @property
    def lines(self) -> list[str]:
        """The report in plain words, line by line."""
        lines = []
        for number, step in enumerate(self.steps, start=1):
            verdict = "ok" if step.passed else "WRONG" if step.problem_count else "not reached"
            lines += [f"{number}. {step.title}: {verdict}", f"   Why: {step.why}"]
            lines += [f"   - {finding}" for finding in step.findings]
            lines += [f"   ! {problem}" for problem in step.problems]
            if step.problem_count > len(step.problems):
                lines.append(f"   ! and {step.problem_count - len(step.problems)} more")
        return lines

    @property
    def text(self) -> str:
        """The report in plain words, for a terminal."""
        return "\n".join(self.lines) + "\n"
