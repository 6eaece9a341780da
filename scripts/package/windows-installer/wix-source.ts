import { escapeXml as escapeAnyXml } from '../xml.ts'
import { createFolderTree, type FolderTree } from './folder-tree.ts'
import { createGuid } from './guid.ts'
import { getComponentId, getFileId, getFolderId } from './path-ids.ts'
import { getProductCode, toProductVersion } from './product-version.ts'
import type { Registration } from './registrations.ts'

export interface InstallerContent {
  version: string
  /** Relative paths with slashes. */
  files: readonly string[]
  registrations: readonly Registration[]
  /** The icon of the list of installed apps. */
  icon: string
}

const publisher = 'Hubpass'

/** Returns the WiX source of an installer that installs these files for one user and registers the companion. */
export function createWixSource({ version, files, registrations, icon }: InstallerContent): string {
  const sorted = files.toSorted()
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${getProductCode(version)}" UpgradeCode="${createGuid('upgrade')}" Name="Hubpass" Version="${toProductVersion(version)}" Manufacturer="${publisher}" Language="1033" Codepage="1252">
<Package Description="Hubpass ${escapeXml(version)}" InstallerVersion="500" Compressed="yes" InstallScope="perUser"/>
<MajorUpgrade DowngradeErrorMessage="A newer version of Hubpass is installed. Remove it first."/>
${launchConditions.map(formatCondition).join('\n')}
${Object.entries(properties).map(formatProperty).join('\n')}
<Icon Id="hubpass.ico" SourceFile="${escapeXml(icon)}"/>
<Media Id="1" Cabinet="hubpass.cab" EmbedCab="yes"/>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="LocalAppDataFolder">
<Directory Id="ProgramsFolder" Name="Programs">
${programsComponent}
${formatFolder(createFolderTree(sorted), registrations)}
</Directory>
</Directory>
${formatDataFolders(dataFolders)}
</Directory>
<Feature Id="Hubpass" Level="1">
<ComponentRef Id="programs"/>
${sorted.map(path => `<ComponentRef Id="${getComponentId(path)}"/>`).join('\n')}
</Feature>
</Product>
</Wix>
`
}

/** Removes the folder of the user's programs if it is empty then. Windows has none at first. */
const programsComponent = `<Component Id="programs" Guid="${createGuid('programs')}" Win64="yes"><CreateFolder/></Component>`

/** Windows Installer checks these before it changes anything. */
const launchConditions = [
  ['NOT ALLUSERS = 1', 'Hubpass is installed for one user. Leave out ALLUSERS.'],
  [
    'NOT UserSID = "S-1-5-18"',
    'Hubpass is installed for one user. Run this installer as the user, not as the system.',
  ],
] as const

const properties = {
  ARPNOMODIFY: '1',
  ARPPRODUCTICON: 'hubpass.ico',
  // "a" copies every file. Otherwise, Windows decides by versions and times, and a repair keeps a damaged file.
  REINSTALLMODE: 'amus',
}

const formatCondition = ([condition, message]: readonly [string, string]): string =>
  `<Condition Message="${escapeXml(message)}">${escapeXml(condition)}</Condition>`

const formatProperty = ([id, value]: [string, string]): string =>
  `<Property Id="${id}" Value="${escapeXml(value)}"/>`

function formatFolder(folder: FolderTree, registrations: readonly Registration[]): string {
  const { path, files, folders } = folder
  const name = path === '' ? 'Hubpass' : path.slice(path.lastIndexOf('/') + 1)
  return [
    `<Directory Id="${getFolderId(path)}" Name="${escapeXml(name)}">`,
    ...files.map((file, index) => formatComponent(file, { isFirst: index === 0, registrations })),
    ...folders.map(each => formatFolder(each, registrations)),
    '</Directory>',
  ].join('\n')
}

interface ComponentOptions {
  /** Removes the folder. */
  isFirst: boolean
  registrations: readonly Registration[]
}

/** One file is one component, whose id depends on its path alone, so that upgrades recognize it. */
const formatComponent = (path: string, { isFirst, registrations }: ComponentOptions): string =>
  [
    `<Component Id="${getComponentId(path)}" Guid="${createGuid(`component ${path}`)}" Win64="yes">`,
    `<File Id="${getFileId(path)}" Name="${escapeXml(path.slice(path.lastIndexOf('/') + 1))}" Source="${escapeXml(path)}" KeyPath="yes"/>`,
    ...(isFirst ? [`<RemoveFolder Id="${getFolderId(path)}" On="uninstall"/>`] : []),
    ...registrations
      .filter(({ manifest }) => manifest === path)
      .map(
        ({ key, manifest }) =>
          `<RegistryValue Root="HKCU" Key="${escapeXml(key)}" Type="string" Value="[#${getFileId(manifest)}]"/>`,
      ),
    '</Component>',
  ].join('\n')

/** The folders of the user's data, from the outermost to that of what a browser has loaded. */
export const dataFolders = [
  { id: 'AppDataFolder', name: '.' },
  { id: 'DataFolder', name: 'hubpass' },
  { id: 'ConfigFolder', name: 'Config' },
  { id: 'LoadedFolder', name: 'companion' },
] as const

const formatDataFolders = (folders: readonly { id: string; name: string }[]): string =>
  folders.reduceRight(
    (content, { id, name }) => `<Directory Id="${id}" Name="${name}">${content}</Directory>`,
    '',
  )

function escapeXml(text: string): string {
  // Other characters depend on the code page of the database.
  if (!/^[\x20-\x7e]*$/.test(text)) throw new Error(`The installer cannot store the name ${text}.`)
  return escapeAnyXml(text)
}
