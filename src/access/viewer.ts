// Who is looking: one person, in one role, for one organisation, within one authority.

export const schoolRoles = ['attendance-officer', 'dsl', 'headteacher'] as const
export const authorityRoles = ['cme-officer', 'cme-assistant', 'manager'] as const
export const roles = [...schoolRoles, ...authorityRoles] as const
export type SchoolRole = (typeof schoolRoles)[number]
export type AuthorityRole = (typeof authorityRoles)[number]
export type Role = (typeof roles)[number]

/** The role's name as people say it. */
export const roleNames: Record<Role | 'system', string> = {
  'attendance-officer': 'Attendance officer',
  dsl: 'Designated safeguarding lead (DSL)',
  headteacher: 'Headteacher',
  'cme-officer': 'CME officer',
  'cme-assistant': 'CME assistant',
  manager: 'CME manager',
  system: 'Onroll',
}

export type Side = 'school' | 'authority' | 'system'

/**
 * On whose behalf a transaction runs. `la` stands in every query; `schools` are the ids whose rolls are in scope
 * (empty for the authority's own people, who see the area). `unscoped` takes the application's wall away: only the
 * test that proves the database's wall does so; nothing in production can set it.
 */
export type Viewer = {
  la: string
  side: Side
  role: Role | 'system'
  personId: string
  name: string
  organisation: string
  schools: readonly string[]
  today: string
  /** The digest of the signed-in session's cookie: which sign-in this is. */
  session?: string
  unscoped?: true
}

export const isSchoolRole = (role: string): role is SchoolRole =>
  (schoolRoles as readonly string[]).includes(role)

/** What the database's row rules need to know of a viewer. */
export function viewerSettings(viewer: Viewer): Record<string, string> {
  return {
    'onroll.la': viewer.la,
    'onroll.side': viewer.side,
    'onroll.role': viewer.role,
    'onroll.person': viewer.personId,
    'onroll.schools': `{${viewer.schools.join(',')}}`,
    'onroll.today': viewer.today,
  }
}

/** No person: the id the system acts under. */
export const nobody = '00000000-0000-7000-8000-000000000000'

/** The system, working for one authority: imports, the nightly run, and steps that cross between organisations. */
export function systemViewer(la: string, today: string, name = 'Onroll'): Viewer {
  return {
    la,
    side: 'system',
    role: 'system',
    personId: nobody,
    name,
    organisation: 'Onroll',
    schools: [],
    today,
  }
}
