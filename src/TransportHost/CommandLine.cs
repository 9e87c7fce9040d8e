using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.TransportHost.Server;
using IpBlock.TransportHost.Smtp;

namespace IpBlock.TransportHost;

/// <summary>What was asked for on the command line.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        Runs an Exchange transport agent in a small SMTP server, for evaluation.

          --agent FILE             the agent's dll; what it needs is looked for in its folder
          --factory TYPE           full name of its SmtpReceiveAgentFactory
          --listen ADDRESS:PORT    where to serve clients; may be given several times; port 0 takes a free one
          --proxy ADDRESS:PORT     where to serve proxies on this machine that send a PROXY header (version 1 or 2)
          --mail FOLDER            keep accepted mail as FOLDER/1.eml, 2.eml, ...; without it mail is accepted and dropped
          --user NAME:PASSWORD     offer AUTH PLAIN to this user
          --internal CIDR          servers of the organization, for instance 10.0.0.0/8; may be given several times
          --dnsbl FILE             answer as a name server for the block lists in this file
          --dnsbl-listen ADDRESS:PORT   where; 127.0.0.1:0 unless given
          --help                   this text

        A line of the block list file: zone address-or-cidr codes ["text"], for instance
          blocklist.example 192.0.2.0/24 127.0.0.2,127.0.0.4 "Listed: spam source"

        demo SAMPLES AGENT FOLDER [--once]   play sessions with the sample settings, then serve; what run.sh does
        """;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private CommandLine()
    {
    }

    public bool WantsHelp { get; private set; }

    public string? ZoneFile => Last("--dnsbl");

    public IPEndPoint DnsblListen => ParseEndPoint(Last("--dnsbl-listen") ?? "127.0.0.1:0");

    /// <exception cref="FormatException">An option is unknown or has no value.</exception>
    public static CommandLine Parse(string[] args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
                line.WantsHelp = true;
            else if (!IsOption(args[i]))
                throw new FormatException($"{args[i]} is not an option; --help lists them.");
            else if (i + 1 == args.Length)
                throw new FormatException($"{args[i]} needs a value.");
            else
                line.All(args[i]).Add(args[++i]);
        }

        return line;
    }

    /// <exception cref="FormatException">A value is missing or cannot be read.</exception>
    public EvaluationOptions ToOptions()
    {
        var user = Last("--user");
        var colon = user?.IndexOf(':') ?? 0;
        if (colon < 0)
            throw new FormatException("--user is NAME:PASSWORD.");
        var options = new EvaluationOptions
        {
            AgentPath = Last("--agent") ?? throw new FormatException("--agent is missing; --help lists the options."),
            FactoryType = Last("--factory") ?? throw new FormatException("--factory is missing; --help lists the options."),
            Listen = All("--listen").ConvertAll(ParseEndPoint),
            Proxy = All("--proxy").ConvertAll(ParseEndPoint),
            Internal = All("--internal").ConvertAll(ParseNetwork),
            MailFolder = Last("--mail"),
            Smtp = new SmtpSettings { UserName = user?[..colon], Password = user?[(colon + 1)..] },
        };
        return options.Listen.Count + options.Proxy.Count > 0 ? options : throw new FormatException("--listen is missing.");
    }

    private static bool IsOption(string word) => word
        is "--agent" or "--factory" or "--listen" or "--proxy" or "--mail" or "--user" or "--internal" or "--dnsbl" or "--dnsbl-listen";

    // IPEndPoint.TryParse takes an address without a port for port 0.
    private static IPEndPoint ParseEndPoint(string text) =>
        IPEndPoint.TryParse(text, out var endPoint) && text.LastIndexOf(':') > text.LastIndexOf(']') && (text[0] == '[' || text.Split(':').Length == 2)
            ? endPoint
            : throw new FormatException($"{text} is not ADDRESS:PORT.");

    private static IPNetwork ParseNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : throw new FormatException($"{text} is not a CIDR network.");

    private List<string> All(string option) => _values.TryGetValue(option, out var values) ? values : _values[option] = [];

    private string? Last(string option) => All(option) is [.., var last] ? last : null;
}
