/** What the command prints if nothing is asked of it. */
export const shortHelp = `interleave explores every interleaving of a small concurrent program and shows what can happen.

  interleave models/quiz1.ilv                          final values, errors and their traces
  interleave program.py --threads deposit:2            a Python program, in two threads
  interleave graph models/quiz1.ilv --out quiz1.svg    its states as a picture

\`interleave --help\` lists the commands, \`interleave COMMAND --help\` the options of one.
`
