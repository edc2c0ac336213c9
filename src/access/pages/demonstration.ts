// The demonstration's way in: one press for any of its made-up people. Over any other database it shows nobody and
// lets nobody in.
import { NotFound } from '../../platform/errors.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { sessionCookieName } from '../../platform/web/server.ts'
import { enterDemonstration } from '../actions.ts'
import type { OpenPage } from '../page.ts'
import { demonstrationPeople } from '../store.ts'
import { isSchoolRole, roleNames } from '../viewer.ts'
import { whenceOf } from './whence.ts'

type Place = { name: string; people: { id: string; role: string; name: string; roleName: string }[] }

/** Schools whose people are on the page: the rest are found by the address `?school=`, and nobody scrolls through 800. */
const placesShown = 12

export const demonstrationPage: OpenPage = {
  path: '/demonstration',
  allow: 'anyone',
  shows: 'no child',
  async get({ db, services, query }) {
    if (!services.demonstration) throw new NotFound('demonstration')
    const places = new Map<string, Place>()
    const authority: Place[] = []
    for (const person of await demonstrationPeople(db)) {
      let place = places.get(person.organisation)
      if (!place) {
        place = { name: person.organisation, people: [] }
        places.set(person.organisation, place)
        if (!isSchoolRole(person.role)) authority.push(place)
      }
      place.people.push({
        id: person.id,
        role: person.role,
        name: person.name,
        roleName: roleNames[person.role],
      })
    }
    const schools = [...places.values()].filter(place => !authority.includes(place))
    const wanted = (query.school ?? '').trim().toLowerCase()
    const found = schools.filter(place => place.name.toLowerCase().includes(wanted))
    return {
      template: 'access/pages/demonstration.njk',
      data: {
        heading: 'Sign in to the demonstration',
        authority,
        schools: found.slice(0, placesShown),
        wanted: query.school ?? '',
        more: Math.max(0, found.length - placesShown),
        many: schools.length > placesShown,
      },
    }
  },
  async post(request) {
    if (!request.services.demonstration) throw new NotFound('demonstration')
    const [role = '', personId = ''] = text(request.body, 'person').split(' ')
    const entered = await enterDemonstration(request.db, { personId, role }, whenceOf(request))
    if (!entered) throw new NotFound('demonstration person')
    return {
      ...redirect('/'),
      cookie: { name: sessionCookieName(request.services.publicUrl), value: entered.cookie },
    }
  },
}
