import { getComponentId, installFolderId } from './wix-source.ts'

/** The file whose component owns the entry in the PATH. */
const launcher = 'hubpass.cmd'

/**
 * The changes for what wixl 0.101 cannot express, as SQL of Windows Installer. `=-PATH` sets the
 * user's variable and removes the entry with the product; `[~]` is the previous value (Environment
 * table). Removing the previous product within the transaction lets a failed upgrade restore it. The
 * custom action of type 51 sets a property: it turns running the installer again into a repair.
 */
export const databaseChanges = [
  'CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)',
  `INSERT INTO \`Environment\` (\`Environment\`, \`Name\`, \`Value\`, \`Component_\`) VALUES ('Path', '=-PATH', '[~];[${installFolderId}]', '${getComponentId(launcher)}')`,
  "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300)",
  "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200)",
  "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('Repair', 51, 'REINSTALL', 'ALL')",
  "INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('Repair', 'Installed AND NOT REMOVE AND NOT REINSTALL', 750)",
  "UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'",
]
