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
        : base(shell, "key", "Create a key for signing catalogues, and print its public part. For publishers of catalogues.") =>
        _out = With(new Option<string>("--out")
        {
            Description = "The file for the private key, which must not exist yet. Only this account can read it.",
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

        session.Out.WriteLine($"{path} contains the private key. Store it where no one else can read it.");
        session.Out.WriteLine($"The users of your catalogues run: ipblock config set catalogue.publicKey {key.Public}");
        return ExitCode.Fine;
    }
}
