// Everything else of the authority's: the lists, registers and numbers that are no daily work, in groups, by what one may do.
import { type Action, may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'

type Link = readonly [href: string, action: Action, text: string, says: string]

/** Each with the action of the page it leads to: a test compares the two. */
const groups: readonly { readonly title: string; readonly links: readonly Link[] }[] = [
  {
    title: 'What we are told',
    links: [
      ['/triage', 'triage.see', 'Referrals', 'What schools referred and nobody has decided on.'],
      ['/reports-in', 'intake.see', 'Reports from outside', 'From the public and from partner agencies.'],
      ['/told', 'intake.see', 'Calls and letters', 'Written down here: telephone, email, paper.'],
      ['/replies', 'intake.see', 'Replies', 'Who told us and waits to hear from us.'],
      ['/roll-checks', 'child.search', 'Roll checks', 'Lists of children, asked of schools.'],
      ['/roll-checks/one', 'child.search', 'Is this child on a roll?', 'One child, asked at once.'],
      [
        '/exclusions',
        'exclusions.see',
        'Permanent exclusions',
        'And whether something is in place by day six.',
      ],
      [
        '/no-place',
        'intake.see',
        'Children without a place',
        'Reached compulsory school age, and on no roll.',
      ],
      ['/matches', 'match.decide', 'Possible matches', 'Two records that may be one child.'],
      [
        '/matches/asked',
        'match.decide',
        'Asked at the doors',
        'What was asked when a child was written down.',
      ],
    ],
  },
  {
    title: 'Lists of children',
    links: [
      ['/cases', 'case.see', 'Cases', 'Every case, filtered and sorted.'],
      ['/cases/views', 'work.views', 'Views', 'Lists that you have kept.'],
      [
        '/not-located',
        'case.see',
        'Not located',
        'The long list, looked at every month and searched every term.',
      ],
      [
        '/joiners-found',
        'authority.work',
        'On a register now',
        'Children with an open case whom a school has taken on.',
      ],
      ['/places/children', 'places.waiting', 'Waiting for a place', 'The longest out of education first.'],
      [
        '/home-educated',
        'home-education.see',
        'Home education',
        'Children educated at home, and what is due.',
      ],
      ['/home-education', 'removals.see', 'Notices of home education', 'What schools sent on a removal.'],
      ['/leavers', 'removals.see', 'Removals from registers', 'Flagged, agreed, made.'],
      ['/leavers/files', 'removals.see', 'Files that follow leavers', 'To be sent, or not yet confirmed.'],
      [
        '/destinations',
        'removals.see',
        'Next places not confirmed',
        'Leavers whose next school has not said so.',
      ],
      [
        '/provision',
        'provision.see',
        'Missing some education',
        'Part-time timetables and education off site.',
      ],
      ['/desks', 'desk.give', 'With other teams', 'What the other desks were asked, and by when.'],
      ['/local-steps', 'local-steps.see', 'Local steps', 'What our own rules caught.'],
      [
        '/authority/sibling-questions',
        'case.decide',
        'Brothers and sisters',
        'Questions about a protected child’s family.',
      ],
    ],
  },
  {
    title: 'Visits and checks',
    links: [
      ['/visits/out', 'visit.see', 'Visits of the team', 'To plan, out now, to decide on.'],
      ['/visits', 'visit.do', 'My visits', 'Those that you make.'],
      ['/checks-late', 'checks.see', 'Answers to checks', 'Late, or come by a link.'],
      ['/checks-turnaround', 'checks.see', 'How long answers take', 'By body.'],
      ['/s2s-searches', 'checks.see', 'Searches of the lost pupils area', 'What was searched, and by whom.'],
      ['/agreements', 'checks.see', 'Agreements for checks', 'Whom we may ask, what for and how.'],
    ],
  },
  {
    title: 'Other bodies',
    links: [
      ['/authority-requests', 'other-authorities.see', 'Asked between authorities', 'By us and of us.'],
      ['/authorities', 'other-authorities.see', 'Other authorities', 'Whom to write to.'],
      ['/partners', 'partners.keep', 'Partner agencies', 'Who may tell us by a link of their own.'],
      ['/panels', 'panel.see', 'Panels', 'Agendas, packs and decisions.'],
      [
        '/letters/attendance-details',
        'returns.see',
        'Attendance details asked for',
        'Letters to schools that did not report, school by school.',
      ],
      ['/outbox', 'outbox.see', 'Outbox', 'Letters and messages: what waits and what has gone.'],
    ],
  },
  {
    title: 'Places',
    links: [
      ['/vacancies', 'vacancies.record', 'Places known to be free', 'By school and year.'],
      [
        '/vacancies/providers',
        'vacancies.record',
        'Alternative provision',
        'Providers, and what was checked of them.',
      ],
      ['/pace', 'places.see', 'How long it takes', 'From found to offered to started, by reason.'],
    ],
  },
  {
    title: 'Numbers and returns',
    links: [
      [
        '/counts-now',
        'case.see',
        'How many, today',
        'Possible CME, CME, missing education on a roll, home educated.',
      ],
      ['/census', 'census.see', 'Census', 'The national return on children missing education.'],
      ['/returns', 'returns.see', 'Returns', 'What schools send us.'],
      ['/caseload', 'caseload.see', 'Caseload', 'Who has how much.'],
      ['/risk-levels', 'caseload.see', 'Levels of risk', 'By month, with what was lowered.'],
      ['/matches/measures', 'match.measures', 'How well matching does', 'How often people agreed.'],
      ['/break-glass', 'break-glass.review', 'Openings of protected details', 'To review.'],
    ],
  },
  {
    title: 'How it is set up',
    links: [
      ['/rules', 'own.account', 'Rule book', 'Every rule, with its source.'],
      ['/settings', 'settings.open', 'Settings', 'People, schools, term dates, choices, letters.'],
      ['/settings/public-page', 'authority.settings', 'The public page', 'Whom the public rings.'],
    ],
  },
]

export const everythingPage: Page = {
  path: '/authority',
  allow: 'authority.work',
  shows: 'no child',
  section: 'My work',
  async get({ viewer }) {
    return {
      template: 'cases/pages/everything.njk',
      data: {
        heading: 'Everything else',
        back: { href: '/work', text: 'My work' },
        groups: groups
          .map(group => ({
            title: group.title,
            links: group.links
              .filter(([, action]) => may(viewer, action))
              .map(([href, , text, says]) => ({ href, text, says })),
          }))
          .filter(group => group.links.length > 0),
      },
    }
  },
}

/** The links with their actions, for the test that compares them with the pages. */
export const linksToEverything: readonly Link[] = groups.flatMap(group => group.links)
