"""What is known of Python's own library: which functions only read what they get."""

import collections

# Library functions that this execution called and of which nothing is known: (module, function, site).
UNSEEN = collections.OrderedDict()

# Functions of `builtins` that touch nothing of their arguments' contents.
NOTHING = frozenset(
    "callable isinstance issubclass id print input open globals locals dir eval exec compile chr ord abs divmod hex oct"
    " bin __import__ breakpoint __build_class__ iter aiter anext super type object exit quit range slice".split()
)

# Functions of `builtins` that give the same for the same, and change nothing.
REPEATABLE = frozenset(
    "callable isinstance issubclass id globals locals dir chr ord abs divmod hex oct bin super type object range slice repr"
    " str format ascii hash len min max sum any all sorted bool int float complex round pow getattr hasattr vars list tuple"
    " dict set frozenset bytes reversed enumerate zip".split()
)

# Functions of `builtins` that go through all that their arguments hold.
DEEP = frozenset("repr str format ascii hash".split())

# Methods of containers that do not change them.
READERS = frozenset(
    "get copy count index __contains__ __len__ __getitem__ __iter__ __reversed__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__"
    " __repr__ __str__ __add__ __mul__ __or__ __and__ __sub__ __xor__ most_common elements total union intersection"
    " difference symmetric_difference issubset issuperset isdisjoint tolist tobytes decode hex find rfind startswith"
    " endswith split join __sizeof__ __copy__ __deepcopy__ __class_getitem__ fromkeys __bool__ __format__".split()
)

# Methods of containers whose result reads the container only when it is used.
VIEWS = frozenset("keys values items __init_subclass__ __subclasshook__".split())

# Functions that change what they get, though their module is known.
MUTATORS = frozenset(
    "heappush heappop heapify heapreplace heappushpop insort insort_left insort_right shuffle setitem delitem iadd"
    " iconcat readinto update_wrapper _count_elements".split()
)

# Modules whose functions only read what they get.
PURE = frozenset(
    "abc argparse array base64 binascii bisect calendar cmath collections colorsys contextlib contextvars copy csv"
    " dataclasses datetime decimal difflib enum fnmatch fractions functools gc hashlib heapq hmac html inspect io itertools"
    " json keyword locale logging marshal math numbers operator os ntpath posixpath pickle platform posix pprint random re"
    " reprlib secrets statistics string struct sys textwrap time timeit token tokenize traceback types typing unicodedata"
    " unittest uuid warnings weakref zlib _bisect _collections _collections_abc _csv _datetime _decimal _functools _heapq"
    " _io _json _operator _pickle _random _sre _statistics _struct _thread _warnings _weakref atexit ast genericpath"
    " threading queue concurrent multiprocessing asyncio _asyncio".split()
)


def module_of(function):
    """The name of the module of a function or class."""
    module = getattr(function, "__module__", None)
    return module if isinstance(module, str) else "builtins"


def is_known(obj):
    """Whether an object is of a class of a module that is known: what sounds like a question there changes nothing."""
    module = module_of(type(obj))
    return module in PURE or module.partition(".")[0] in PURE
