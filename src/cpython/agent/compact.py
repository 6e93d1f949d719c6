"""Answers and requests in few numbers, for whoever asks for that: most steps of an execution were those of earlier ones, too."""

from .steps import step_as_json

# So many different steps have numbers; then they are counted anew.
_MOST = 20_000


class Known:
    """The steps that were told, each with its number."""

    def __init__(self):
        self.numbers = {}

    def told(self, steps):
        """The part of an answer that has the steps: their numbers, and those steps that have had none, in the order of theirs."""
        part = {}
        if len(self.numbers) > _MOST:
            self.numbers.clear()
            part["forget"] = True
        numbers, new = self.numbers, []
        found = []
        for step in steps:
            number = numbers.get(step)
            if number is None:
                number = numbers[step] = len(numbers)
                new.append(step_as_json(step))
            found.append(number)
        part["known"] = found
        part["steps"] = new
        return part


def decisions(request):
    """The decisions of a request, each with thread, event and choice: one after the other, or three numbers in a row."""
    prefix = request.get("prefix", ())
    if request.get("compact"):
        return list(zip(prefix[::3], prefix[1::3], prefix[2::3]))
    return [(each["thread"], each["event"], each.get("choice", 0)) for each in prefix]
