/** What a help says of an argument that names a site. */
export const siteIdHelp = 'id of the site, see "hubpass site list"'
