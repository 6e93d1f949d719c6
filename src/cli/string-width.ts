// yargs measures the texts of its help with a package whose tables take 20 ms to load at each start. In the bundle, this
// file replaces that package.
export { widthOf as default } from '../report/style.ts'
