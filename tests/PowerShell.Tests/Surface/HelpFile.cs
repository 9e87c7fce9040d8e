using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Xml.Linq;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>
/// The help with the syntax and the parameters of those cmdlets that have settings among their parameters, as the declarations say. All else of it is written by
/// hand: what cmdlets do, their examples, and parameters that are no settings.
/// </summary>
internal static class HelpFile
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    public static string Written(string help)
    {
        var byHand = XDocument.Parse(help).Root!.Elements(Command + "command")
            .ToDictionary(static command => command.Element(Command + "details")!.Element(Command + "name")!.Value, Descriptions, StringComparer.Ordinal);
        foreach (var cmdlet in Module.Cmdlets.Where(static cmdlet => cmdlet.HasSettings))
        {
            var place = help.IndexOf($"<command:name>{cmdlet.Name}</command:name>", StringComparison.Ordinal);
            help = Replace(help, place, "command:syntax", Syntax(cmdlet, byHand[cmdlet.Name]));
            help = Replace(help, place, "command:parameters", Parameters(cmdlet, byHand[cmdlet.Name]));
        }

        return help;
    }

    private static Dictionary<string, string> Descriptions(XElement command) => command
        .Element(Command + "parameters")!.Elements(Command + "parameter")
        .ToDictionary(static parameter => parameter.Element(Maml + "name")!.Value, static parameter => parameter.Element(Maml + "description")!.Value, StringComparer.Ordinal);

    private static string Replace(string help, int from, string element, string content)
    {
        var start = help.IndexOf($"<{element}>\n", from, StringComparison.Ordinal) + element.Length + 3;
        var end = help.LastIndexOf('\n', help.IndexOf($"</{element}>", start, StringComparison.Ordinal)) + 1;
        return string.Concat(help.AsSpan(0, start), content, help.AsSpan(end));
    }

    private static string Syntax(CmdletSurface cmdlet, Dictionary<string, string> byHand)
    {
        var text = new StringBuilder($"      <command:syntaxItem>\n        <maml:name>{cmdlet.Name}</maml:name>\n");
        foreach (var parameter in All(cmdlet).OrderBy(static parameter => parameter.Position ?? int.MaxValue))
            Append(text, parameter, byHand, isSyntax: true);
        return text.Append("      </command:syntaxItem>\n").ToString();
    }

    private static string Parameters(CmdletSurface cmdlet, Dictionary<string, string> byHand)
    {
        var text = new StringBuilder();
        foreach (var parameter in All(cmdlet).OrderBy(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase))
            Append(text, parameter, byHand, isSyntax: false);
        return text.ToString();
    }

    // What every cmdlet has comes last.
    private static IEnumerable<HelpParameter> All(CmdletSurface cmdlet)
    {
        var own = cmdlet.Parameters.Select(parameter => new HelpParameter(parameter, cmdlet.Verb == "Set"))
            .OrderBy(static parameter => parameter.Name is "PassThru" or "SettingsPath");
        return own.Append(new HelpParameter("WhatIf", "wi")).Append(new HelpParameter("Confirm", "cf"));
    }

    private static void Append(StringBuilder text, HelpParameter parameter, Dictionary<string, string> byHand, bool isSyntax)
    {
        var many = parameter.Type.IsArray ? "true" : "false";
        var description = parameter.Description ?? byHand.GetValueOrDefault(parameter.Name, "");
        text.Append("        <command:parameter required=\"").Append(parameter.IsMandatory ? "true" : "false").Append("\" variableLength=\"").Append(many)
            .Append("\" globbing=\"false\" pipelineInput=\"").Append(parameter.Pipeline).Append("\" position=\"").Append(parameter.Position?.ToString() ?? "named")
            .Append("\" aliases=\"").Append(parameter.Aliases).Append("\">\n");
        text.Append("          <maml:name>").Append(parameter.Name).Append("</maml:name>\n");
        text.Append("          <maml:description><maml:para>").Append(Escaped(description)).Append("</maml:para></maml:description>\n");
        if (isSyntax && parameter.Type.IsEnum)
        {
            text.Append("          <command:parameterValueGroup>");
            foreach (var name in Enum.GetNames(parameter.Type))
                text.Append("<command:parameterValue required=\"false\" variableLength=\"false\">").Append(name).Append("</command:parameterValue>");
            text.Append("</command:parameterValueGroup>\n");
        }

        if (parameter.Type != typeof(SwitchParameter))
            text.Append("          <command:parameterValue required=\"true\" variableLength=\"").Append(many)
                .Append("\">").Append(parameter.Type.Name).Append("</command:parameterValue>\n");
        text.Append("          <dev:type><maml:name>").Append(parameter.Type.Name).Append("</maml:name><maml:uri /></dev:type>\n        </command:parameter>\n");
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
