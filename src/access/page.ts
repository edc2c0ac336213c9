// A page of ours: the platform's page, with our viewer and our access matrix.
import type { PageRequest, OpenPage as PlatformOpenPage, StaffPage } from '../platform/web/page.ts'
import type { Action } from './actions-allowed.ts'
import type { Viewer } from './viewer.ts'

export type Page = StaffPage<Viewer, Action>
export type OpenPage = PlatformOpenPage
export type Request = PageRequest<Viewer>
