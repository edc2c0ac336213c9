// Every file that is still to be sent, or whose receipt nobody confirmed: the most urgent first.
import type { Page } from '../../access/page.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { filesDue, leaversWithoutFiles } from '../files/store.ts'
import { fileNames, fileSlugs, fileTag } from './follows.ts'
import { nameOf } from './words.ts'

const atOnce = 50
const notBegunAtOnce = 20

export const filesPage: Page = {
  path: '/leavers/files',
  allow: 'removals.see',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer, today }) {
    const [found, without] = await Promise.all([
      filesDue(db, viewer, atOnce + 1),
      viewer.side === 'school' ? leaversWithoutFiles(db, viewer, notBegunAtOnce + 1) : [],
    ])
    const notBegun = without.slice(0, notBegunAtOnce)
    const files = found.slice(0, atOnce)
    const isOne = viewer.side === 'school' && viewer.schools.length === 1
    return {
      template: 'leavers/pages/files.njk',
      children: [...new Set([...files, ...notBegun].map(one => one.child_id))],
      data: {
        heading: 'Files that follow leavers',
        back: { href: '/leavers', text: 'All removals' },
        isMore: found.length > atOnce,
        notBegun: notBegun.map(one => ({
          name: nameOf(one),
          school: isOne ? undefined : one.school,
          href: `/leavers/${one.token}`,
          left: dateInWords(one.left_on),
        })),
        isMoreNotBegun: without.length > notBegunAtOnce,
        files: files.map(file => ({
          name: nameOf(file),
          school: isOne ? undefined : file.school,
          file: fileNames[file.kind],
          href: hrefOf(viewer, file),
          due: file.due ? dateInWords(file.due) : 'No day: kept until there is a school',
          tag: fileTag(file, today as LocalDate),
        })),
      },
    }
  },
}

/** The file's own page, for whom it is open; else the leaver's. */
function hrefOf(
  viewer: { side: string; role: string },
  file: { removal_token: string; kind: keyof typeof fileSlugs },
): string {
  const at = `/leavers/${file.removal_token}`
  const isOpen =
    viewer.side === 'school' &&
    (file.kind !== 'safeguarding file' || viewer.role === 'dsl' || viewer.role === 'headteacher')
  return isOpen ? `${at}/files/${fileSlugs[file.kind]}` : at
}
