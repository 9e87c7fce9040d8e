using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Organization;
using IpBlock.Settings;
using IpBlock.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;

namespace IpBlock.Manager.Commands;

/// <summary><c>ipblock-manager serve</c>: the page, in the foreground.</summary>
internal sealed class ServeCommand : Command
{
    private readonly Option<string?> _settings = new("--settings")
    {
        Description = "The settings file. Default: IPBLOCK_SETTINGS, otherwise the default path.",
        HelpName = "PATH",
    };

    private readonly Option<Uri> _url = new("--url")
    {
        Description = "The URL on which the page listens. An address other than localhost requires a certificate or a proxy.",
        HelpName = "URL",
        CustomParser = static result => UrlArgument.Parse(result)!,
        DefaultValueFactory = static _ => ManagerOptions.UsualUrl,
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "An additional host name of the page, such as the name that a proxy forwards.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "The certificate with its key: PFX without a password, or PEM.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _certificateKey = new("--certificate-key")
    {
        Description = "The key of a PEM certificate, if it is in a separate file.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _makeCertificate = new("--make-certificate")
    {
        Description = "Create a certificate for this page, store it in the data folder, and print its fingerprint.",
    };

    private readonly Option<IPAddress[]> _proxies = new("--proxy")
    {
        Description = "The address of the reverse proxy. Forwarded headers are accepted only from it.",
        HelpName = "ADDRESS",
        CustomParser = Addresses,
    };

    private readonly Option<string> _basePath = new("--base-path")
    {
        Description = "The base path of the page behind the proxy, such as /ipblock.",
        HelpName = "PATH",
        DefaultValueFactory = static _ => "",
    };

    private readonly Option<bool> _hidesMailboxes = new("--hide-mailboxes")
    {
        Description = "Hide senders and recipients from viewers.",
    };

    private readonly OrganizationArguments _organization = new();

    public ServeCommand()
        : base("serve", "Run the management page. Started by systemd, or as a Windows service.")
    {
        Option[] options =
        [
            _settings, _url, ManagerCommand.Data, _hosts, _certificate, _certificateKey, _makeCertificate, _proxies, _basePath, _hidesMailboxes,
            .. _organization.All,
        ];
        foreach (var option in options)
            Options.Add(option);
        SetAction((parse, stop) => ManagerCommand.GuardedAsync(() => RunAsync(parse, stop), stop));
    }

    private ManagerOptions Read(ParseResult parse, OrganizationOptions? organization) => new()
    {
        SettingsPath = Path.GetFullPath(parse.GetValue(_settings) ?? SettingsPath.Default),
        DataFolder = Path.GetFullPath(parse.GetRequiredValue(ManagerCommand.Data)),
        Url = parse.GetRequiredValue(_url),
        Hosts = parse.GetValue(_hosts) ?? [],
        Certificate = parse.GetValue(_certificate),
        CertificateKey = parse.GetValue(_certificateKey),
        MakesCertificate = parse.GetValue(_makeCertificate),
        Proxies = parse.GetValue(_proxies) ?? [],
        BasePath = BasePathOf(parse.GetValue(_basePath) ?? ""),
        HidesMailboxes = parse.GetValue(_hidesMailboxes),
        Organization = organization,
    };

    private async Task<int> RunAsync(ParseResult parse, CancellationToken stop)
    {
        var organization = _organization.Read(parse, out var problem);
        if (problem is not null)
            return ManagerCommand.Fail(problem);
        var options = Read(parse, organization);
        if (ListenPlace.WhyNot(options) is { } reason)
            return ManagerCommand.Fail(reason);
        var host = ManagerHost.Build(options, Clock.System);
        await using (host)
        {
            await host.StartAsync(stop);
            Tell(host, options);

            // Not by the lifetime of that package: it looks whether systemd is the parent, which the hardened unit does not let it see.
            new SystemdNotifier().Notify(ServiceState.Ready);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, host.Stopping);
            await using (either.Token.UnsafeRegister(static stopped => ((TaskCompletionSource)stopped!).TrySetResult(), stopped))
                await stopped.Task;
            await host.StopAsync();
        }

        return 0;
    }

    private static void Tell(ManagerHost host, ManagerOptions options)
    {
        if (options.MakesCertificate)
            Console.Out.WriteLine("The certificate's SHA-256 fingerprint: " + OwnCertificate.Fingerprint(host.Certificate!));
        if (host.Services.GetRequiredService<AccountStore>().IsEmpty)
            Console.Out.WriteLine("There is no account yet. To create the first one, run ipblock-manager invite NAME --role administrator");
        Console.Out.WriteLine("The page is at " + ManagerHost.PublicAddress(options));
    }

    private static string BasePathOf(string path) => path.Trim('/') is { Length: > 0 } bare ? "/" + bare : "";

    private static IPAddress[] Addresses(System.CommandLine.Parsing.ArgumentResult result)
    {
        var addresses = new List<IPAddress>();
        foreach (var text in result.Tokens.Select(static token => token.Value))
        {
            if (IPAddress.TryParse(text, out var address))
                addresses.Add(address);
            else
                result.AddError($"--proxy {text} is not an address; specify the address of the proxy, such as 192.0.2.10.");
        }

        return [.. addresses];
    }
}
