/**
 * Shows one dialog that standard input describes as JSON. Prints `=` and the answer, or `-` if the
 * person canceled, in UTF-8.
 */
export const powershellScript = `
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
[Windows.Forms.Application]::EnableVisualStyles()
$utf8 = New-Object Text.UTF8Encoding $false
$question = (New-Object IO.StreamReader ([Console]::OpenStandardInput()), $utf8).ReadToEnd() | ConvertFrom-Json

function Write-Answer($text) {
  $bytes = $utf8.GetBytes($text)
  $output = [Console]::OpenStandardOutput()
  $output.Write($bytes, 0, $bytes.Length)
  $output.Flush()
}

function New-Form {
  $form = New-Object Windows.Forms.Form
  $form.Text = $question.title
  $form.Width = 640
  $form.AutoSize = $true
  $form.TopMost = $true
  $form.StartPosition = 'CenterScreen'
  $form.FormBorderStyle = 'FixedDialog'
  $form.MaximizeBox = $false
  $form.MinimizeBox = $false
  $form.Font = [Drawing.SystemFonts]::MessageBoxFont
  $form
}

function New-Panel($form) {
  $panel = New-Object Windows.Forms.FlowLayoutPanel
  $panel.FlowDirection = 'TopDown'
  $panel.AutoSize = $true
  $panel.WrapContents = $false
  $panel.Padding = New-Object Windows.Forms.Padding 12
  $form.Controls.Add($panel)
  $label = New-Object Windows.Forms.Label
  $label.UseMnemonic = $false
  $label.AutoSize = $true
  $label.MaximumSize = New-Object Drawing.Size 590, 0
  $label.Text = $question.text
  $panel.Controls.Add($label)
  $panel
}

function New-Button($form, $panel, $text, $answer) {
  $button = New-Object Windows.Forms.Button
  $button.UseMnemonic = $false
  $button.Text = $text
  $button.Tag = $answer
  $button.AutoSize = $true
  $button.Add_Click({ $this.FindForm().Tag = $this.Tag; $this.FindForm().Close() })
  $panel.Controls.Add($button)
  $button
}

if ($question.kind -eq 'folder') {
  $dialog = New-Object Windows.Forms.FolderBrowserDialog
  $dialog.Description = $question.title
} elseif ($question.kind -eq 'file') {
  $dialog = New-Object Windows.Forms.OpenFileDialog
  $dialog.Title = $question.title
}
if ($dialog) {
  $owner = New-Object Windows.Forms.Form -Property @{ TopMost = $true }
  $isChosen = $dialog.ShowDialog($owner) -eq 'OK'
  if ($isChosen -and $question.kind -eq 'folder') { Write-Answer ('=' + $dialog.SelectedPath) }
  elseif ($isChosen) { Write-Answer ('=' + $dialog.FileName) }
  else { Write-Answer '-' }
  exit 0
}

$form = New-Form
$panel = New-Panel $form
if ($question.kind -eq 'entry') {
  $box = New-Object Windows.Forms.TextBox
  $box.Width = 590
  $box.UseSystemPasswordChar = [bool]$question.secret
  $box.Text = $question.value
  $panel.Controls.Add($box)
  $form.AcceptButton = New-Button $form $panel $question.ok 'ok'
} else {
  $index = 0
  foreach ($label in $question.labels) { [void](New-Button $form $panel $label "$index"); $index++ }
}
$cancel = New-Button $form $panel $question.cancel $null
$form.CancelButton = $cancel
if ($question.kind -eq 'choose') { $form.ActiveControl = $cancel }
[void]$form.ShowDialog()
if ($null -eq $form.Tag) { Write-Answer '-' }
elseif ($question.kind -eq 'entry') { Write-Answer ('=' + $box.Text) }
else { Write-Answer ('=' + $form.Tag) }
`
