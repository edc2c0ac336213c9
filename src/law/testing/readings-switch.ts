// Tests that follow a reading chosen where the texts leave room: each names the open question, so that it can be left out when
// another reading is tried. ONROLL_TEST_OTHER_READINGS='OQ-5 OQ-2' leaves out the tests of those two.
import { test } from 'node:test'

/** Is the project's own reading of an open question the one that this run of the tests holds to? */
export function isFollowed(question: string, others = process.env.ONROLL_TEST_OTHER_READINGS ?? ''): boolean {
  return !others.split(/[\s,]+/).includes(question)
}

/** A test that holds only while a reading is followed: the worked examples marked † in the rule catalogue. */
export function readingTest(question: string, name: string, body: () => void | Promise<void>): void {
  test(name, { skip: isFollowed(question) ? false : `another reading of ${question} is tried` }, body)
}
