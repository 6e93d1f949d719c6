import { render } from 'preact'
import { present } from '../base/bug.ts'
import { App } from './app.tsx'
import { readSettings } from './settings.ts'

render(<App settings={readSettings()} />, present(document.getElementById('app'), 'place of the page'))
