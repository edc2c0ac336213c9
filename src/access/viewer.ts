// Who is looking: one person, in one role, for one organisation, within one authority.

export const schoolRoles = ['attendance-officer', 'dsl', 'headteacher'] as const
export const authorityRoles = ['cme-officer', 'cme-assistant', 'manager'] as const
/**
 * The authority's other teams: a field officer, and the desks that hold their own part of a child's story. They see the children
 * given to them (`caseloads`), and no others: trust.md 6.1, R7 and R9 to R12.
 */
export const deskRoles = [
  'field-officer',
  'admissions-officer',
  'sen-officer',
  'ehe-officer',
  'virtual-school',
] as const
/** Heads of several schools, who see how many and never who: trust.md 6.2, R4. */
export const trustRoles = ['trust-head'] as const
export const roles = [...schoolRoles, ...trustRoles, ...authorityRoles, ...deskRoles] as const
export type SchoolRole = (typeof schoolRoles)[number]
export type AuthorityRole = (typeof authorityRoles)[number]
export type DeskRole = (typeof deskRoles)[number]
export type Role = (typeof roles)[number]

/** The role's name as people say it. */
export const roleNames: Record<Role | 'system' | 'link' | 'public', string> = {
  'attendance-officer': 'Attendance officer',
  dsl: 'Designated safeguarding lead (DSL)',
  headteacher: 'Headteacher',
  'trust-head': 'Head of a trust or federation',
  'cme-officer': 'CME officer',
  'cme-assistant': 'CME assistant',
  manager: 'CME manager',
  'field-officer': 'Attendance field officer',
  'admissions-officer': 'Admissions officer',
  'sen-officer': 'SEN officer',
  'ehe-officer': 'Home education officer',
  'virtual-school': 'Virtual School',
  system: 'Onroll',
  link: 'By a one-time link',
  public: 'A member of the public',
}

/**
 * `trust`: counts of some schools and no child. `link`: whoever holds a one-time link, and only what it shows. `desk`: the
 * authority's other teams, each with the children given to it. `public`: nobody we know; may tell, and reads nothing.
 */
export type Side = 'school' | 'authority' | 'system' | 'trust' | 'link' | 'desk' | 'public'

/**
 * On whose behalf a transaction runs. `la` stands in every query; `schools` are the ids whose rolls are in scope
 * (empty for the authority's own people, who see the area). `unscoped` takes the application's wall away: only the
 * test that proves the database's wall does so; nothing in production can set it.
 */
export type Viewer = {
  la: string
  side: Side
  role: Role | 'system' | 'link' | 'public'
  personId: string
  name: string
  organisation: string
  schools: readonly string[]
  today: string
  /** The digest of the signed-in session's cookie: which sign-in this is. */
  session?: string
  unscoped?: true
}

/** Is this role held at schools, one by one? */
export const isSchoolRole = (role: string): role is SchoolRole | 'trust-head' =>
  ([...schoolRoles, ...trustRoles] as readonly string[]).includes(role)

/** Which side of the walls a role is on. */
export const sideOf = (role: Role): Side =>
  role === 'trust-head' ? 'trust' : isSchoolRole(role) ? 'school' : isDeskRole(role) ? 'desk' : 'authority'

/** Is this a role of one of the authority's other teams? */
export const isDeskRole = (role: string): role is DeskRole => (deskRoles as readonly string[]).includes(role)

/** The CME team's own people, and the system working for the authority: who see the whole area. */
export const seesTheArea = (viewer: Viewer): boolean =>
  viewer.unscoped === true || viewer.side === 'authority' || viewer.side === 'system'
/** What the database's row rules need to know of a viewer. */
export function viewerSettings(viewer: Viewer): Record<string, string> {
  return {
    'onroll.la': viewer.la,
    'onroll.side': viewer.side,
    'onroll.role': viewer.role,
    'onroll.person': viewer.personId,
    // A trust's head reads no row of a school's: its counts alone, which have a rule of their own.
    'onroll.schools': viewer.side === 'trust' ? '{}' : `{${viewer.schools.join(',')}}`,
    'onroll.trust_schools': viewer.side === 'trust' ? `{${viewer.schools.join(',')}}` : '{}',
    'onroll.today': viewer.today,
  }
}

/** On whose behalf somebody tells us of a child without signing in: may add what they tell, and reads nothing. */
export function publicViewer(la: string, today: string): Viewer {
  return {
    la,
    side: 'public',
    role: 'public',
    personId: nobody,
    name: 'A member of the public',
    organisation: 'The public',
    schools: [],
    today,
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
