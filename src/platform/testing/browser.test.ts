// Would the accessibility engine notice? Every page's proof rests on this one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newWindow, sidewaysScroll, violationsOn } from './browser.ts'

const pageOf = (main: string) =>
  `<!doctype html><html lang="en-GB"><head><title>A page</title></head><body><main><h1>A page</h1>${main}</main></body></html>`

test('what is wrong on a page is found, wide and narrow, and what is in order is not', async () => {
  const page = await newWindow({ width: 1280 })
  await page.setContent(pageOf('<p>Some words.</p>'))
  assert.deepEqual(await violationsOn(page), [])
  assert.equal(await sidewaysScroll(page), 0)

  await page.setContent(
    pageOf(
      '<input><p style="color: #aaa; background: #fff">Pale words.</p><p style="width: 600px">Wide.</p>',
    ),
  )
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 800 })
    const ids = (await violationsOn(page)).map(one => one.replace(/:.*/s, ''))
    assert.deepEqual(ids, ['color-contrast', 'label'])
    assert.equal((await sidewaysScroll(page)) > 0, width === 375)
  }
})

test('a page with a frame is not looked at as though it had none', async () => {
  const page = await newWindow()
  await page.setContent(pageOf('<iframe title="Another page" srcdoc="<p>x"></iframe>'))
  await assert.rejects(violationsOn(page), /A page with a frame/)
})
