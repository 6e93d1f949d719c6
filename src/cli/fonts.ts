import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const locate = createRequire(import.meta.url)
type FontName = 'regular' | 'bold' | 'signs' | 'boldSigns'

/** The fonts of PNG and PDF, so that the result does not depend on installed fonts. Arimo has the metrics of Helvetica. */
export function fontFiles(): Readonly<Record<FontName, string>> {
  const arimo = dirname(locate.resolve('@expo-google-fonts/arimo/package.json'))
  const dejavu = join(dirname(locate.resolve('dejavu-fonts-ttf/package.json')), 'ttf')
  return {
    regular: join(arimo, '400Regular', 'Arimo_400Regular.ttf'),
    bold: join(arimo, '700Bold', 'Arimo_700Bold.ttf'),
    signs: join(dejavu, 'DejaVuSans.ttf'),
    boldSigns: join(dejavu, 'DejaVuSans-Bold.ttf'),
  }
}
