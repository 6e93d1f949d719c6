/** The module `logging`: messages go to the standard error, which is not looked at. */
export const loggingModule: string = String.raw`
CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_names = {50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET'}

def _level(level):
    if isinstance(level, str):
        for number, name in _names.items():
            if name == level:
                return number
        raise ValueError(f'Unknown level: {level!r}')
    return level

def getLevelName(level):
    return _names[level] if level in _names else f'Level {level}'

def _refuse_output(stream):
    if stream is not None and type(stream).__name__ != '_Errors':
        _native('refused a log that is written elsewhere than to the standard error')()

class Logger:
    def __init__(self, name, level=0):
        self.name = name
        self.level = level
        self.parent = None
        self.propagate = True
        self.disabled = False
        self.handlers = []
    def debug(self, msg, *args, **kwargs):
        pass
    info = warning = warn = error = critical = fatal = exception = debug
    def log(self, level, msg, *args, **kwargs):
        pass
    def setLevel(self, level):
        self.level = _level(level)
    def addHandler(self, hdlr):
        self.handlers.append(hdlr)
    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)
    def hasHandlers(self):
        return len(self.handlers) > 0 or self.parent is not None and self.parent.hasHandlers()
    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return 0
    def isEnabledFor(self, level):
        return level >= self.getEffectiveLevel()
    def getChild(self, suffix):
        return getLogger(suffix if self is root else self.name + '.' + suffix)

class LoggerAdapter(Logger):
    def __init__(self, logger, extra=None):
        Logger.__init__(self, logger.name, logger.level)
        self.logger = logger
        self.extra = extra

class Handler:
    def __init__(self, level=0):
        self.level = level
    def setLevel(self, level):
        self.level = _level(level)
    def setFormatter(self, fmt):
        self.formatter = fmt
    def addFilter(self, filter):
        _native('refused addFilter')()
    def __init_subclass__(cls):
        _native('refused a handler of a log of your own')()
    def flush(self):
        pass
    def close(self):
        pass

class Formatter:
    def __init__(self, fmt=None, datefmt=None, style='%'):
        pass
    def __init_subclass__(cls):
        _native('refused a formatter of a log of your own')()

def StreamHandler(stream=None):
    _refuse_output(stream)
    return Handler()

def NullHandler():
    return Handler()

root = Logger('root', 30)
_loggers = {}

def getLogger(name=None):
    if not name or name == 'root':
        return root
    logger = _loggers.get(name)
    if logger is None:
        logger = Logger(name)
        logger.parent = root
        parts = name.split('.')
        for n in range(1, len(parts)):
            above = _loggers.get('.'.join(parts[:n]))
            if above is not None:
                logger.parent = above
        logger = _loggers.setdefault(name, logger)
    return logger

def basicConfig(**kwargs):
    _refuse_output(kwargs.get('stream'))
    if 'level' in kwargs and not root.handlers:
        root.level = _level(kwargs['level'])
    if not root.handlers:
        root.handlers.append(Handler())

def disable(level=50):
    pass

def debug(msg, *args, **kwargs):
    pass

info = warning = warn = error = critical = fatal = exception = debug

def log(level, msg, *args, **kwargs):
    pass

def captureWarnings(capture):
    pass

def shutdown():
    pass
`
