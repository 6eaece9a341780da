import { portableName } from '../artifact-names.ts'
import { type Entry, textEntry } from '../entries.ts'
import { getDownloadUrl, getHash, type PublishedRelease } from './published.ts'

/** Returns the cask for a tap of Homebrew (https://docs.brew.sh/Cask-Cookbook). */
export function createHomebrewCask(release: PublishedRelease): Entry[] {
  const { version, repository } = release
  const archive = (chip: string) => portableName(version, `macos-${chip}`)
  const url = getDownloadUrl(release, archive('#{arch}')).replaceAll(version, '#{version}')
  const cask = `cask "hubpass" do
  arch arm: "arm64", intel: "x64"

  version "${version}"
  sha256 arm:   "${getHash(release, archive('arm64'))}",
         intel: "${getHash(release, archive('x64'))}"

  url "${url}"
  name "Hubpass"
  desc "Sign in to Qlik Sense through the session API and verify the result"
  homepage "${repository}"

  binary "hubpass-#{version}-macos-#{arch}/hubpass"

  uninstall_preflight do
    system_command "#{staged_path}/hubpass-#{version}-macos-#{arch}/hubpass", args: ["uninstall"]
  end

  caveats <<~EOS
    Run "hubpass install", also after an upgrade. It registers the companion
    and prints the folder of the extension.
  EOS
end
`
  return [textEntry('homebrew/Casks/hubpass.rb', cask)]
}
