// Somebody without a mouse: every press here is a key, and what is reached is what the browser says has the focus.
//
// Only a file is chosen otherwise. The dialogue in which one picks a file is the operating system's and not ours, so
// that `attach` gives the file to the field that Tab has reached.
import type { Page } from '../src/platform/testing/browser.ts'

export type Kind = 'link' | 'button' | 'details' | 'field' | 'radio' | 'checkbox' | 'select' | 'file'
type Focused = { kind: Kind | 'other'; name: string; group: string; checked: boolean; value: string }

/** More than any page has stops: a journey that needs this many presses has lost its way. */
const pressesMax = 260

// What a screen reader would say of the element in focus, near enough for the elements we use.
const focused = `(() => {
  const words = element => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim()
  const at = document.activeElement
  if (!at || at === document.body) return { kind: 'other', name: '', group: '', checked: false, value: '' }
  const tag = at.tagName.toLowerCase()
  const type = tag === 'input' ? at.type : ''
  const kind =
    tag === 'summary' ? 'details'
    : tag === 'button' || at.getAttribute('role') === 'button' ? 'button'
    : tag === 'a' ? 'link'
    : tag === 'select' ? 'select'
    : type === 'radio' || type === 'checkbox' || type === 'file' ? type
    : tag === 'input' || tag === 'textarea' ? 'field'
    : 'other'
  return {
    kind,
    name: at.getAttribute('aria-label') ?? (at.labels?.length ? words(at.labels[0]) : words(at)),
    group: words(at.closest('fieldset')?.querySelector('legend')),
    checked: at.checked === true,
    value: tag === 'select' ? words(at.selectedOptions[0]) : (at.value ?? ''),
  }
})()`

/** What has the focus. */
export const inFocus = (page: Page): Promise<Focused> => page.evaluate<Focused>(focused)

type Wanted = { kind: Kind; name?: string | RegExp; group?: string }
const said = ({ kind, name, group }: Wanted) =>
  [kind, name && `“${String(name)}”`, group && `in “${group}”`].filter(Boolean).join(' ')

function isWanted(found: Focused, wanted: Wanted): boolean {
  if (found.kind !== wanted.kind) return false
  if (wanted.group !== undefined && found.group !== wanted.group) return false
  if (wanted.name === undefined) return true
  return typeof wanted.name === 'string' ? found.name === wanted.name : wanted.name.test(found.name)
}

/** Presses Tab until it stands on what is wanted. Throws, with all it passed, when it comes round without. */
export async function tabTo(page: Page, wanted: Wanted): Promise<Focused> {
  const passed: string[] = []
  const now = await inFocus(page)
  if (isWanted(now, wanted)) return now
  for (let presses = 0; presses < pressesMax; presses += 1) {
    await page.keyboard.press('Tab')
    const found = await inFocus(page)
    if (isWanted(found, wanted)) return found
    const line = `${found.kind} “${found.name}”${found.group ? ` in “${found.group}”` : ''}`
    // Twice past the end of the page: the first time round began in the middle.
    if (found.kind === 'other' && passed.filter(one => one === line).length >= 2) break
    passed.push(line)
  }
  const heading = await page.locator('h1').first().innerText()
  throw new Error(
    `On “${heading}” Tab never reaches ${said(wanted)}; it passes ${[...new Set(passed)].join(', ')}`,
  )
}

/** Goes to a link, a button or a piece that folds out, and presses Enter. Waits for the page that a press leads to. */
export async function press(
  page: Page,
  kind: 'link' | 'button' | 'details',
  name: string | RegExp,
): Promise<void> {
  await tabTo(page, { kind, name })
  if (kind === 'details') return page.keyboard.press('Enter')
  const arrived = page.waitForEvent('domcontentloaded')
  await page.keyboard.press('Enter')
  await arrived
}

/** Writes into the field with this label, in place of what it held. */
export async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, { kind: 'field', name })
  await write(page, text)
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

/** Fills the three boxes of a date. */
export async function date(page: Page, group: string, day: string): Promise<void> {
  const [year, month, date] = day.split('-')
  for (const [name, text] of [
    ['Day', date],
    ['Month', month],
    ['Year', year],
  ] as const) {
    await tabTo(page, { kind: 'field', name, group })
    await write(page, text!)
  }
}

/** Chooses one of the radios under a question: Tab to the group, then the arrow to the answer. */
export async function choose(page: Page, group: string, name: string | RegExp): Promise<void> {
  let found = await tabTo(page, { kind: 'radio', group })
  const first = found.name
  while (!isWanted(found, { kind: 'radio', name, group })) {
    await page.keyboard.press('ArrowDown')
    found = await inFocus(page)
    if (found.name === first) throw new Error(`“${group}” has no answer ${String(name)}`)
  }
  if (!found.checked) await page.keyboard.press('Space')
  if (!(await inFocus(page)).checked) throw new Error(`${String(name)} is not chosen`)
}

/** Ticks a box. */
export async function tick(page: Page, name: string | RegExp): Promise<void> {
  const { checked } = await tabTo(page, { kind: 'checkbox', name })
  if (!checked) await page.keyboard.press('Space')
}

/** Picks from a list that drops down, by typing what it says. */
export async function pick(page: Page, name: string | RegExp, option: string): Promise<void> {
  await tabTo(page, { kind: 'select', name })
  await page.keyboard.type(option)
  const { value } = await inFocus(page)
  if (value !== option) throw new Error(`Typing “${option}” picks “${value}”`)
}

/** Goes to the field for a file and gives it one. */
export async function attach(
  page: Page,
  name: string | RegExp,
  file: { name: string; content: string },
): Promise<void> {
  await tabTo(page, { kind: 'file', name })
  await page
    .locator('input[type=file]:focus')
    .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.content) })
}
