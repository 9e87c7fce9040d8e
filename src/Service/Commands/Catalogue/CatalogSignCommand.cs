using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Files;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog sign FILE --key KEY.pem --out FILE</c>.</summary>
internal sealed class CatalogSignCommand : QuickCommand
{
    private readonly Argument<string> _file;
    private readonly Option<string> _key;
    private readonly Option<long?> _version;
    private readonly Option<string?> _expires;
    private readonly Option<string> _out;

    public CatalogSignCommand(Shell shell)
        : base(shell, "sign", "Sign a catalogue, so that others can use it with catalog update. For publishers of catalogues.")
    {
        _file = With(new Argument<string>("FILE") { Description = "The catalogue, in the format of the files in catalogue.d." });
        _key = With(new Option<string>("--key") { Description = "The private key in PEM format.", HelpName = "PATH", Required = true });
        _version = With(new Option<long?>("--version")
        {
            Description = "The number of this issue, which must be higher than the previous one. Default: the number in the file.",
            HelpName = "NUMBER",
        });
        _expires = With(new Option<string?>("--expires")
        {
            Description = "When the catalogue expires: 90d, 2027-03-31. Default: the date in the file.",
            HelpName = "WHEN",
        });
        _out = With(new Option<string>("--out")
        {
            Description = "The file for the signed catalogue; an existing file is replaced.",
            HelpName = "PATH",
            Required = true,
        });
    }

    protected override int Run(Session session, ParseResult parse)
    {
        if (!Expiry.TryRead(session, parse.GetValue(_expires), out var expires))
            return ExitCode.Wrong;
        var path = parse.GetRequiredValue(_key);
        using var key = SigningKey.TryRead(path, out var reason);
        if (key is null)
            return session.Fail($"{path}: {reason}");
        var file = parse.GetRequiredValue(_file);
        var issue = CatalogueIssue.TryMake(Read(file), file, parse.GetValue(_version), expires, out var errors);
        foreach (var error in errors)
            session.Complain(error);
        if (issue is null)
            return ExitCode.Wrong;
        if (issue.Catalogue.IsExpired(session.Clock.UtcNow))
            return session.Fail($"{file}: it has already expired ({issue.Catalogue}); specify a later --expires");
        var signed = issue.Envelope(key.Sign(issue.Content));
        Write(parse.GetRequiredValue(_out), signed);
        Report(session, parse.GetRequiredValue(_out), issue.Catalogue, key);
        return ExitCode.Fine;
    }

    private static byte[] Read(string file)
    {
        try
        {
            return SignedCatalogue.ReadFile(file);
        }
        catch (InvalidDataException damage)
        {
            throw new IOException($"{file}: {damage.Message}", damage);
        }
    }

    private static void Write(string path, byte[] content)
    {
        using var folder = OwnedFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var name = Path.GetFileName(path);
        using (var file = folder.Create(name + ".tmp"))
            file.Write(content);
        folder.Replace(name + ".tmp", name);
    }

    private static void Report(Session session, string path, SignedCatalogue catalogue, SigningKey key)
    {
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json
                .Set("file", path).Set("version", catalogue.Version).Set("expires", PointInTime.Format(catalogue.Expires))
                .Set("lists", catalogue.Entries.Count).Set("zones", catalogue.ZoneCount).Set("publicKey", key.Public.ToString()));
            return;
        }

        var lists = catalogue.Entries.Count == 1 ? "1 list" : catalogue.Entries.Count.ToString(CultureInfo.InvariantCulture) + " lists";
        session.Out.WriteLine($"{path} is signed: {catalogue}, with {lists}. Its public key is {key.Public}");
    }
}
