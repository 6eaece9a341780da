import { dirname } from 'node:path/posix'
import { getInstallPaths } from '../../../companion/install/plan.ts'
import { commandPath, launcherName } from './host-files.ts'
import { getComponentId, getFolderId } from './path-ids.ts'
import { dataFolders } from './wix-source.ts'

type Value = string | number

/** Returns a command in the SQL of Windows Installer. */
const insert = (table: string, row: Readonly<Record<string, Value>>): string =>
  `INSERT INTO \`${table}\` (${Object.keys(row)
    .map(name => `\`${name}\``)
    .join(', ')}) VALUES (${Object.values(row).map(formatValue).join(', ')})`

const formatValue = (value: Value): string => (typeof value === 'number' ? `${value}` : `'${value}'`)

/** The component of the launcher owns what belongs to no file. */
const owner = { Component_: getComponentId(launcherName) }

/**
 * `=-PATH` sets the user's variable and removes the entry with the product; `[~]` is the previous
 * value. Wine would leave the semicolon of an entry at the end.
 */
const path = [
  'CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)',
  insert('Environment', {
    Environment: 'Path',
    Name: '=-PATH',
    Value: `[${getFolderId(dirname(commandPath))}];[~]`,
    Component_: getComponentId(commandPath),
  }),
  insert('InstallExecuteSequence', { Action: 'RemoveEnvironmentStrings', Sequence: 3300 }),
  insert('InstallExecuteSequence', { Action: 'WriteEnvironmentStrings', Sequence: 5200 }),
]

/** A custom action of type 51 sets a property. This one turns running the installer again into a repair. */
const repair = [
  insert('CustomAction', { Action: 'Repair', Type: 51, Source: 'REINSTALL', Target: 'ALL' }),
  insert('InstallExecuteSequence', {
    Action: 'Repair',
    Condition: 'Installed AND NOT REMOVE AND NOT REINSTALL',
    Sequence: 750,
  }),
]

const onRemoval = { InstallMode: 2 }
const loadedVersionFile = getInstallPaths('.', { platform: 'win32' }).loadedVersion.split('\\').at(-1) ?? ''

/**
 * Removes what the companion remembers of the loaded extension, and then the folders that are empty.
 * A file name has a short and a long form. Rows are in the order in which the database first met their keys, so
 * the key of a folder is not its id, which is older.
 */
const removal = [
  insert('RemoveFile', {
    FileKey: 'LoadedVersion',
    ...owner,
    FileName: `LOADED.TXT|${loadedVersionFile}`,
    DirProperty: 'LoadedFolder',
    ...onRemoval,
  }),
  ...dataFolders
    .slice(1)
    .toReversed()
    .map(({ id }) =>
      insert('RemoveFile', { FileKey: `Remove${id}`, ...owner, DirProperty: id, ...onRemoval }),
    ),
]

/**
 * Removes the previous product after the new files were written, so that only files go which the new one lacks. A
 * running companion keeps its program then. It is still within the transaction, so that a failed upgrade
 * restores the previous product. The new product is registered afterwards: Wine removes the entry of both.
 */
const upgrade = [
  insert('InstallExecuteSequence', { Action: 'InstallExecute', Sequence: 5400 }),
  "UPDATE `InstallExecuteSequence` SET `Sequence` = 5450 WHERE `Action` = 'RemoveExistingProducts'",
]

/** The changes for what wixl 0.101 cannot express, as SQL of Windows Installer. */
export const databaseChanges = [...path, ...repair, ...removal, ...upgrade]
