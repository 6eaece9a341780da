// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { field, openPopup } from './app.tsx'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const type = (name: string, text: string) => fireEvent.input(field(name), { target: { value: text } })

function paste(name: string, text: string): boolean {
  const event = createEvent.paste(field(name), { clipboardData: { getData: () => text } })
  return fireEvent(field(name), event)
}

describe('user directory and user id', () => {
  it.each(['User directory', 'User id'])('take DIR\\id that is put into %s', name => {
    openPopup()
    type(name, 'DOMAIN\\User1')
    expect([field('User directory').value, field('User id').value]).toEqual(['DOMAIN', 'User1'])
    expect(document.activeElement).toBe(name === 'User id' ? field('User directory') : field('User id'))
  })

  it('take a pasted DIR\\id in place of what was there', () => {
    openPopup()
    type('User directory', 'OLD')
    expect(paste('User directory', 'DOMAIN\\User1')).toBe(false)
    expect([field('User directory').value, field('User id').value]).toEqual(['DOMAIN', 'User1'])
    expect(document.activeElement).toBe(field('User id'))
  })

  it('leave any other paste to the browser', () => {
    openPopup()
    expect(paste('User id', 'User1')).toBe(true)
  })

  it('go on to the id at the backslash', () => {
    openPopup()
    type('User directory', 'DOMAIN\\')
    expect(field('User directory').value).toBe('DOMAIN')
    expect(document.activeElement).toBe(field('User id'))
  })
})

describe('the first field with the focus', () => {
  it('is the user directory while that is empty', () => {
    openPopup()
    expect(document.activeElement).toBe(field('User directory'))
  })

  it('is the user id, ready to be overwritten, when all is filled', () => {
    openPopup()
    type('User id', 'DOMAIN\\User1')
    cleanup()
    openPopup()
    expect(document.activeElement).toBe(field('User id'))
    expect(field('User id').selectionEnd).toBe('User1'.length)
  })
})
