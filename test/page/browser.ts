import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, expect, vi } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'

vi.setConfig({ testTimeout: 60_000 })

let started: Promise<Browser> | null = null

/** The browser of this file's tests: the system's own, since none is downloaded. */
export function browser(): Promise<Browser> {
  started ??= chromium.launch({
    executablePath: process.env.INTERLEAVE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return started
}

afterAll(async () => (await started)?.close())

const folder = scratch()
let files = 0

/** Makes a page of models with the built command, and gives its address on the disk. */
export function pageOf(...args: readonly string[]): string {
  return written('page', ...args)
}

/** Makes a deck of slides about models with the built command, and gives its address on the disk. */
export function deckOf(...args: readonly string[]): string {
  return written('slides', ...args)
}

const made = new Map<string, string>()

/** Files of the same arguments are made once: tests change none of them. */
function written(command: string, ...args: readonly string[]): string {
  const key = JSON.stringify([command, ...args])
  const address = made.get(key) ?? writtenAnew(command, ...args)
  made.set(key, address)
  return address
}

function writtenAnew(command: string, ...args: readonly string[]): string {
  const out = join(folder, `${++files}.html`)
  const { code, stderr } = interleave([command, ...args, '--out', out])
  expect(stderr).toMatch(/^(note: .* below 12 pt; .*\n)*$/)
  expect(code).toBe(0)
  return pathToFileURL(out).href
}

export interface Opened {
  readonly page: Page
  /** Whatever went wrong in the page, and every request that it made. */
  readonly complaints: string[]
}

/** Opens a page with the network off, and waits until it has explored. */
export async function open(address: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const opened = await openFile(address, options)
  await opened.page.getByText(/Explored completely|Which final values/).waitFor()
  return opened
}

/** Opens a file with the network off. */
export async function openFile(address: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await (await browser()).newContext({ offline: true, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) complaints.push(`request to ${request.url()}`)
  })
  await page.goto(address)
  return { page, complaints }
}
