# Completion of vkctl for PowerShell 5.1 and newer.

Register-ArgumentCompleter -Native -CommandName vkctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    $current = $wordToComplete.Trim([char[]]"'`"")
    # Windows PowerShell does not pass empty words on, so an empty one is left out.
    $arguments = @($words | Where-Object { $_ -ne '' }) + @($current | Where-Object { $_ -ne '' })

    foreach ($line in @(& vkctl __complete $words.Count @arguments 2>$null)) {
        if ($line -match '^:files ?(?<prefix>.*)$') {
            $prefix = $Matches['prefix']
            foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($current.Substring($prefix.Length))) {
                [System.Management.Automation.CompletionResult]::new($prefix + $file.CompletionText, $file.ListItemText, $file.ResultType, $file.ToolTip)
            }
        }
        elseif ($line -notmatch '^:') {
            $value, $description = $line -split "`t", 2
            $text = if ($value -match '^[\w./:=@+-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
            $tip = if ($description) { $description } else { $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
        }
    }
}
