"""What `with` does, and where it stands in the text."""

from .scheduler import STATE


class Entered:
    """What a `with` can enter; it remembers where that stands, since that is where it is left too."""

    def note_entry(self, site):
        """Says that the thread has entered it by the `with` at a site."""
        STATE.current.entered.append((self, site))

    def come_back(self):
        """Says that the thread is where the `with` stands that it leaves, which need not be the last one that it entered."""
        thread = STATE.current
        for index in range(len(thread.entered) - 1, -1, -1):
            if thread.entered[index][0] is self:
                thread.site = thread.entered.pop(index)[1]
                thread.call += 1
                return


class Guard(Entered):
    """What `with` does with an object that is acquired and released."""

    def __enter__(self):
        site = STATE.current.site
        taken = self.acquire()
        self.note_entry(site)
        return taken

    def __exit__(self, *problem):
        self.come_back()
        self.release()
