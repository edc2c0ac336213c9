import type { Page } from '../../access/page.ts'
import { formPages } from './form-page.ts'
import { deskPlacesPage, placesPage } from './places.ts'

export const pages: readonly Page[] = [placesPage, deskPlacesPage, ...formPages]
