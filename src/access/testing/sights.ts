// Every page of a noun as a person sees it in a real browser, wide and narrow: the answer it should give, nothing an
// accessibility engine finds, no sideways scrolling, and an error said in the title. Used by each noun's own test.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOn,
} from '../../platform/testing/browser.ts'
import type { TestPerson } from './people.ts'

/** A page to look at. */
export type Sight = {
  /** What its picture is called; each only once. */
  name: string
  path: string
  person: Pick<TestPerson, 'cookie'>
  /** The button to press, on a form left as it stands: the page must come back and say what is wrong. */
  press?: string
  /** The status of the page that is asked for, where it is not 200. */
  status?: number
}

const widths = [1280, 375] as const

/**
 * Declares the test that looks at each of these pages, at 1,280 and then, narrowed, at 375 pixels. `origin` is asked for
 * when the test runs, and `sights` read then, so both may be made in `before`. `pictures` stands before the name of each
 * picture.
 */
export function lookAtEach(origin: () => string, sights: readonly Sight[], { pictures = '' } = {}): void {
  test(`${widths.join(' and ')} pixels wide`, async () => {
    assert(sights.length > 0, 'There is nothing to look at')
    assert.equal(new Set(sights.map(sight => sight.name)).size, sights.length, 'Two pictures of one name')
    const window = await newWindow({ width: widths[0] })
    const wrong: string[] = []
    for (const sight of sights) {
      for (const one of await wrongWith(window, origin(), sight, pictures))
        wrong.push(`${sight.name}: ${one}`)
    }
    assert.deepEqual(wrong, [])
  })
}

/** Lets a window be this person's. */
export async function signIn(
  window: Page,
  origin: string,
  person: Pick<TestPerson, 'cookie'>,
): Promise<void> {
  await window.context().clearCookies()
  await window.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
}

async function wrongWith(window: Page, origin: string, sight: Sight, pictures: string): Promise<string[]> {
  const { name, path, person, press, status = 200 } = sight
  const wrong: string[] = []
  await window.setViewportSize({ width: widths[0], height: 900 })
  await signIn(window, origin, person)
  const response = await window.goto(origin + path)
  if (response?.status() !== status) wrong.push(`${response?.status()}, not ${status}, at ${path}`)
  if (press) await window.getByRole('button', { name: press, exact: true }).click()
  // What is folded away is looked at too.
  await window.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")
  for (const width of widths) {
    if (width !== widths[0]) await window.setViewportSize({ width, height: 800 })
    await picture(window, `${pictures}${name}-${width}`)
    for (const one of await violationsOn(window)) wrong.push(`at ${width}: ${one}`)
    if ((await sidewaysScroll(window)) !== 0) wrong.push(`at ${width}: scrolls sideways`)
  }
  if ((press || status === 422) && !/^Error: /.test(await window.title())) wrong.push('no error in the title')
  return wrong
}
