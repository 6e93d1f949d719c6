import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { interleave, root, scratch } from '../cli/command.ts'
import { violations } from './axe.ts'
import { browser, open, openFile, pageOf } from './browser.ts'

const servers: Server[] = []
afterAll(() => {
  for (const each of servers) each.close()
})

/** Serves files on this machine, and gives the address. */
function served(files: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((request, response) => {
    const text = files[new URL(request.url ?? '/', 'http://localhost').pathname]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(text ?? '')
  })
  servers.push(server)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`)
    })
  })
}

/** The script that docs/embedding.md gives to authors. */
const heightScript = /<script>\n {2}addEventListener[\s\S]*?<\/script>/.exec(
  readFileSync(join(root, 'docs/embedding.md'), 'utf8'),
)?.[0]

test('in an iframe there is no header, one model, and the height of the frame follows that of the page', async () => {
  const page = readFileSync(new URL(pageOf('models/quiz1.ilv', 'models/locked.ilv')), 'utf8')
  const around = `<!doctype html><html lang="en"><title>around</title>${heightScript}<iframe title="model" src="quiz1.html?embed=1#scenario=2&amp;at=A" style="width: 700px; height: 100px"></iframe>`
  const address = await served({ '/': around, '/quiz1.html': page })
  const tab = await (await browser()).newPage()
  await tab.goto(address)
  const frame = tab.frameLocator('iframe')
  await frame.locator('.stats', { hasText: 'Explored completely' }).waitFor()
  expect(await frame.locator('header').count()).toBe(0)
  expect(await frame.locator('.locks').innerText()).toMatch(/held by A/)
  expect(await frame.locator('.place').innerText()).toBe('step 1 of 1')
  const fits =
    '(({ offsetHeight, contentDocument }) => offsetHeight > 300 && offsetHeight >= contentDocument.body.offsetHeight)'
  await expect.poll(() => tab.evaluate(`${fits}(document.querySelector('iframe'))`)).toBe(true)
})

test('a page written with --embed is embedded everywhere, in the theme of the system', async () => {
  const { page, complaints } = await open(pageOf('models/quiz1.ilv', '--embed'), { colorScheme: 'dark' })
  expect(await page.locator('header').count()).toBe(0)
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('the link that the command prints opens its program in the site that it writes, at its schedule', async () => {
  const out = join(scratch(), 'public', 'site')
  expect(interleave(['site', '--out', out])).toMatchObject({ code: 0, stderr: '' })
  const address = await served({ '/': readFileSync(join(out, 'index.html'), 'utf8') })
  const { stdout } = interleave(['link', 'models/locked.ilv', '--base', address, '--schedule', 'A*2'])
  expect(stdout.startsWith(`${address}#program=`)).toBe(true)
  const tab = await (await browser()).newPage()
  await tab.goto(stdout.trim())
  await tab.locator('.stats', { hasText: 'Explored completely' }).waitFor()
  expect(await tab.locator('.place').innerText()).toBe('step 2 of 2')
  expect(await tab.title()).toBe('locked – interleave')
  expect(await tab.locator('.cm-content').innerText()).toContain('acquire m')
})

test('a link of the page keeps its schedule, begins as it is told to, and is copied', async () => {
  const address = pageOf('models/quiz1.ilv', '--playground', '--link-base', 'https://example.org/try/')
  const { page } = await open(address)
  await page.locator('button.step').first().click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Link to this program').inputValue()
  expect(link).toMatch(/^https:\/\/example\.org\/try\/#program=[\w-]+&at=A$/)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByText('Copied', { exact: true }).waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link)
  const reopened = await openFile(`${address.split('#')[0]}#${link.split('#')[1]}`)
  await reopened.page.getByText('step 1 of 1').waitFor()
})

test.each([
  [['link', 'models/quiz1.ilv', '--base', 'nowhere'], '--base: expected the address of a page, found `nowhere`'],
  [['link', 'models/quiz1.ilv', '--schedule', 'A C'], 'unknown thread `C`'],
  [['page', 'models/quiz1.ilv', '--link-base', 'ftp://x'], '--link-base: expected the address of a page, found `ftp://x`'],
])('a mistake in %j is said', (args, message) => {
  const { code, stderr } = interleave(args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('the cells of the notebook can be executed, without Jupyter', () => {
  const folder = scratch()
  const command = join(folder, 'interleave')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/cli.cjs')}' "$@"\n`)
  chmodSync(command, 0o755)
  const notebook: { cells: { cell_type: string; source: string[] }[] } = JSON.parse(
    readFileSync(join(root, 'examples/notebook.ipynb'), 'utf8'),
  )
  const input = notebook.cells.flatMap((each) => (each.cell_type === 'code' ? [each.source.join('')] : [])).join('\n')
  const { stdout, stderr } = spawnSync('python3', ['-'], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
  })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^balance can be \[1, 2\]\n/)
  expect(stdout).toContain('schedule: ')
  expect(readFileSync(join(folder, 'counter.html'), 'utf8')).toContain('"embedded":true')
})
