// One thing to many cases from the list, and the views of the list that a person keeps.
import type { Page } from '../../access/page.ts'
import { casesView } from '../../cases/pages/list.ts'
import { colleagues } from '../../cases/store.ts'
import { redirect, text, texts } from '../../platform/web/page.ts'
import { chaseMany, type Done, giveMany } from '../actions.ts'
import { deleteView, saveView, viewsAtMost, viewsOf } from '../store.ts'
import { filterOf } from '../views.ts'

const fromAddress = (filter: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(filter))

/** "3 cases given to Dee Calloway. Not C-1002: Decide on it first." */
function inASentence(result: Done, did: string): string {
  const many = `${result.done.length} ${result.done.length === 1 ? 'case' : 'cases'} ${did}`
  const not = result.not.map(one => `${one.reference} (${one.says})`)
  return not.length === 0 ? many : `${many}. Not: ${not.join('; ')}`
}

export const manyPage: Page = {
  path: '/cases/many',
  allow: 'work.bulk',
  shows: 'children',
  section: 'Cases',
  get: request => casesView(request),
  async post(request) {
    const { db, viewer, body } = request
    const filter = filterOf(fromAddress(text(body, 'filter')))
    const tokens = texts(body, 'case').slice(0, 50)
    const back = `/cases?${filter}`
    const wrong = (field: string, says: string) =>
      casesView(request, [{ field, text: says }], { ...fromAddress(filter), page: text(body, 'page') })
    if (text(body, 'what') === 'chase') {
      if (tokens.length === 0) return wrong('how', 'Pick at least one case')
      if (text(body, 'how') === '') return wrong('how', 'Say how you chased')
      const result = await chaseMany(db, viewer, tokens, text(body, 'how').slice(0, 500))
      return redirect(back, inASentence(result, 'recorded as chased'))
    }
    if (tokens.length === 0) return wrong('to', 'Pick at least one case')
    const owner = (await colleagues(db, viewer)).find(one => one.id === text(body, 'to'))
    if (!owner) return wrong('to', 'Choose who works on them')
    return redirect(back, inASentence(await giveMany(db, viewer, tokens, owner), `given to ${owner.name}`))
  },
}

export const viewsPage: Page = {
  path: '/cases/views',
  allow: 'work.views',
  shows: 'children',
  section: 'Cases',
  get: request => casesView(request),
  async post(request) {
    const { db, viewer, body } = request
    if (text(body, 'what') === 'drop') {
      await deleteView(db, viewer, text(body, 'view'))
      return redirect('/cases', 'View dropped')
    }
    const filter = filterOf(fromAddress(text(body, 'filter')))
    const name = text(body, 'name').slice(0, 60)
    const wrong = (says: string) => casesView(request, [{ field: 'name', text: says }], fromAddress(filter))
    if (name === '') return wrong('Give the view a name')
    const before = await viewsOf(db, viewer)
    if (before.length >= viewsAtMost && !before.some(one => one.name === name)) {
      return wrong(`You keep ${viewsAtMost} views. Drop one first`)
    }
    await saveView(db, viewer, { name, filter })
    return redirect(`/cases?${filter}`, `Kept as “${name}”`)
  },
}
