import type { Plugin } from 'vite'

/**
 * Removes from Preact what `dangerouslySetInnerHTML` needs, which no page uses. Reviewers of add-ons
 * then need not ask where HTML comes from: no built file sets any.
 */
export const withoutInnerHtml: Plugin = {
  name: 'hubpass:without-inner-html',
  transform(code, id) {
    if (!/\/preact\/dist\/preact\.mjs$/.test(id)) return null
    if (!setsHtml.test(code))
      this.error('Preact sets HTML in another way now; see build/without-inner-html.ts')
    return { code: code.replace(setsHtml, ''), map: null }
  },
}

/** `html?(isHydrating||…||(element.innerHTML=html.__html),node.children=[]):` before the usual children. */
const setsHtml =
  /\w\?\(\w\|\|\w&&\(\w\.__html==\w\.__html\|\|\w\.__html==\w\.innerHTML\)\|\|\(\w\.innerHTML=\w\.__html\),\w\.__k=\[\]\):/
