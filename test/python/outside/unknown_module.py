import numpy

x = numpy.zeros(3)
