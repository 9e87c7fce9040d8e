using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>The help says all that there is, and nothing that there is not.</summary>
public sealed class HelpTests
{
    private const string Source = "src/PowerShell/en-US/IpBlock.PowerShell.dll-Help.xml";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly Dictionary<string, XElement> Help = XDocument.Load(Path.Combine(Module.Folder, "en-US", "IpBlock.PowerShell.dll-Help.xml")).Root!
        .Elements(Command + "command").ToDictionary(static command => command.Element(Command + "details")!.Element(Command + "name")!.Value, StringComparer.Ordinal);

    public static TheoryData<string> Names => new(Module.Cmdlets.Select(static cmdlet => cmdlet.Name));

    [Fact]
    public void The_help_is_written_from_the_parameters() => WrittenFile.Keep(Source, HelpFile.Written(WrittenFile.Read(Source)));

    [Fact]
    public void There_is_help_for_every_cmdlet_and_for_no_other() => Assert.Equal(Module.Cmdlets.Select(static cmdlet => cmdlet.Name), Help.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cmdlet_has_synopsis_description_and_an_example_of_itself(string name)
    {
        var help = Help[name];
        Assert.NotEmpty(help.Element(Command + "details")!.Element(Maml + "description")!.Value);
        Assert.NotEmpty(help.Element(Maml + "description")!.Value);
        var examples = help.Element(Command + "examples")!.Elements(Command + "example").ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(name, example.Element(Dev + "code")!.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_described_and_no_other(string name)
    {
        var cmdlet = Module.Find(name);
        var expected = cmdlet.Parameters.Select(static parameter => parameter.Name).Concat(cmdlet.Asks ? ["WhatIf", "Confirm"] : []).Order();
        var described = Help[name].Element(Command + "parameters")!.Elements(Command + "parameter").ToList();

        Assert.Equal(expected, described.Select(static parameter => parameter.Element(Maml + "name")!.Value).Order());
        Assert.All(described, static parameter => Assert.NotEmpty(parameter.Element(Maml + "description")!.Value));
        Assert.All(
            described.Where(static parameter => parameter.Element(Maml + "name")!.Value is not ("WhatIf" or "Confirm")),
            parameter => Assert.Equal(cmdlet[parameter.Element(Maml + "name")!.Value].ComesByName, parameter.Attribute("pipelineInput")!.Value.Contains("ByPropertyName", StringComparison.Ordinal)));
    }
}
