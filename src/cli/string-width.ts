// yargs measures the texts of its help by a package whose tables take 20 ms to load at each start. In the bundle this
// stands in for it.
export { widthOf as default } from '../report/style.ts'
