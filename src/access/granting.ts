/**
 * Who may give which role, and where?
 *
 * Nobody can give a right they do not hold: a CME manager gives any role of the area, a headteacher gives the roles of
 * a school at their own schools. Nobody changes their own.
 */
import { isSchoolRole, type Role, roles, schoolRoles, type Viewer } from './viewer.ts'

/** The roles this viewer may give and end. */
export function rolesToGive(viewer: Viewer): readonly Role[] {
  if (viewer.role === 'manager' || viewer.role === 'system') return roles
  return viewer.role === 'headteacher' ? schoolRoles : []
}

/** Why this viewer may not give (or end) this role for this person; nothing if they may. */
export function refusalToGive(
  viewer: Viewer,
  grant: { role: Role; schoolId: string | undefined; personId: string | undefined },
): string | undefined {
  if (grant.personId === viewer.personId)
    return 'Nobody changes their own roles. Ask another manager or head.'
  if (!rolesToGive(viewer).includes(grant.role))
    return 'You can give only roles that you hold the right to give'
  if (isSchoolRole(grant.role) !== (grant.schoolId !== undefined)) {
    return isSchoolRole(grant.role)
      ? 'Choose the school'
      : 'This role is for the whole authority: choose no school'
  }
  if (viewer.side === 'school' && !viewer.schools.includes(grant.schoolId!))
    return 'Choose one of your own schools'
  return undefined
}
