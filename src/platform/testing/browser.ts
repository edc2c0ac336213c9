// A real browser for tests: launched once for a file, from inside the npm packages, with nothing to install.
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after } from 'node:test'
import packaged from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'

export type { Page } from 'playwright-core'

let launched: Promise<Browser> | undefined
after(async () => {
  if (launched) await (await launched).close()
})

// Without these, Chromium looks for its maker's hosts at every start.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

async function launch(): Promise<Browser> {
  const places: { executablePath: () => Promise<string>; args: string[] }[] = [
    { executablePath: () => packaged.executablePath(), args: packaged.args },
    { executablePath: async () => '/usr/bin/chromium', args: ['--no-sandbox'] },
    { executablePath: async () => chromium.executablePath(), args: ['--no-sandbox'] },
  ]
  const failures: string[] = []
  for (const place of places) {
    try {
      const executablePath = await place.executablePath()
      if (!existsSync(executablePath)) continue
      return await chromium.launch({ executablePath, args: [...place.args, ...quiet], headless: true })
    } catch (error) {
      failures.push((error as Error).message.split('\n')[0]!)
    }
  }
  throw new Error(`No browser starts on this machine: ${failures.join('; ')}`)
}

/** A new window of this width with nothing remembered. `script: false` is someone whose browser runs none. */
export async function newWindow({ width = 1280, script = true } = {}): Promise<Page> {
  launched ??= launch()
  const browser = await launched
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 800 : 900 },
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
  })
  return context.newPage()
}

// The engine that comes with its package for this browser. It is run here without that package's own steps, which bring
// back all that was in order too and take three times as long: no page of ours holds a frame, for which they are there.
const besideIt = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const engineAt = besideIt.resolve('axe-core/axe.min.js')
let engine: string | undefined
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const findViolations = `(async () => {
  if (document.querySelector('iframe, frame')) throw new Error('A page with a frame: the engine would not look inside')
  const { violations } = await axe.run(document, {
    runOnly: ${JSON.stringify(tags)},
    resultTypes: ['violations'],
    preload: false,
  })
  return violations.map(
    v => v.id + ': ' + v.help + ' (' + v.nodes.map(node => node.target.join(' ')).join('; ') + ')',
  )
})()`

/** What an accessibility engine finds wrong on the page as it stands, in words; empty when nothing. */
export async function violationsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) {
    engine ??= await readFile(engineAt, 'utf8')
    await page.evaluate(engine)
  }
  return page.evaluate<string[]>(findViolations)
}

/** The pages looked at by this file of tests, each with the widths at which they were. */
const seenAt = new Map<string, Set<number>>()

/**
 * The same, for a journey that comes by one page again and again: a page of an address, a heading and errors that was looked at
 * this wide before is looked at again only where it is narrow, where there is least room.
 */
export async function violationsOnTheWay(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0
  const heading = (await page.locator('h1').first().innerText()).replaceAll(/\d+/g, '0')
  const errors = await page.locator('.govuk-error-summary').count()
  // A record's name in an address: 22 letters, more, or those of an id.
  const address = new URL(page.url()).pathname.replaceAll(/[\w-]{20,}/g, ':')
  const kind = `${address} ${errors} ${heading}`
  const widths = seenAt.get(kind) ?? new Set()
  seenAt.set(kind, widths)
  if (widths.has(width) && width >= 600) return []
  const found = await violationsOn(page)
  // A fault is found again until it is mended.
  if (found.length === 0) widths.add(width)
  return found
}

/** How many pixels the page is wider than its window: anything over 0 means sideways scrolling. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** Keeps a picture for people to look at, in the folder ONROLL_TEST_SCREENSHOTS names; does nothing without it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.ONROLL_TEST_SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
