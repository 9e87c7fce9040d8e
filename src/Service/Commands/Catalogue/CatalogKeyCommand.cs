using System.CommandLine;
using System.IO;
using System.Text;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog key --out KEY.pem</c>.</summary>
internal sealed class CatalogKeyCommand : QuickCommand
{
    private readonly Option<string> _out;

    public CatalogKeyCommand(Shell shell)
        : base(shell, "key", "Make a key for signing catalogues, and print its public half. For whoever publishes one.") =>
        _out = With(new Option<string>("--out")
        {
            Description = "The file for the private key, which must not be there yet. Only this account may read it.",
            HelpName = "PATH",
            Required = true,
        });

    protected override int Run(Session session, ParseResult parse)
    {
        var path = parse.GetRequiredValue(_out);
        using var key = SigningKey.Make();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!System.OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path, options))
            file.Write(Encoding.ASCII.GetBytes(key.ToPem()));
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("file", path).Set("publicKey", key.Public.ToString()));
            return ExitCode.Fine;
        }

        session.Out.WriteLine($"{path} holds the private key; keep it where nobody else can read it.");
        session.Out.WriteLine($"Whoever is to use your catalogues: ipblock config set catalogue.publicKey {key.Public}");
        return ExitCode.Fine;
    }
}
