using System;
using System.CommandLine;
using System.Linq;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Commands;
using IpBlock.Manager.Organization;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Manager.Tests.Organization;

public sealed class OrganizationArgumentsTests
{
    private const string Whole = "--oidc-authority https://login.example.com/mail --oidc-client-id ipblock --oidc-client-secret-file SECRET";

    [Theory]
    [InlineData("--oidc-authority https://login.example.com", "--oidc-authority requires --oidc-client-id as well")]
    [InlineData("--oidc-authority https://login.example.com --oidc-client-id x", "requires --oidc-client-secret-file as well")]
    [InlineData("--oidc-client-id x --oidc-client-secret-file SECRET", "requires --oidc-authority as well")]
    [InlineData("--oidc-viewer x", "--oidc-viewer requires --oidc-authority as well")]
    [InlineData(Whole, "specify --oidc-administrator, --oidc-operator or --oidc-viewer")]
    [InlineData(Whole + " --oidc-viewer EMPTY", "--oidc-viewer is empty")]
    [InlineData("--oidc-authority http://login.example.com --oidc-client-id x --oidc-client-secret-file SECRET --oidc-viewer x", "with https")]
    [InlineData("--oidc-authority https://login.example.com --oidc-client-id x --oidc-client-secret-file BLANK --oidc-viewer x", "the file is empty")]
    public void What_is_missing_or_wrong_is_said_with_the_option(string line, string why)
    {
        Assert.Null(Read(line, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_options_it_is_off()
    {
        Assert.Null(Read("", out var problem));
        Assert.Null(problem);
    }

    [Fact]
    public void The_secret_comes_from_the_file_and_roles_without_a_value_cannot_be_had()
    {
        var options = Read(Whole + " --oidc-administrator Mail.Admins --oidc-role-claim groups", out var problem)!;
        Assert.Null(problem);
        Assert.Equal(("s3cret", "groups", "ipblock"), (options.ClientSecret, options.RoleClaim, options.ClientId));
        Assert.Equal(Role.Administrator, options.RoleOf(["x", "Mail.Admins"]));
        Assert.Null(options.RoleOf(["mail.admins", ""]));
    }

    [Fact]
    public void A_name_is_cut_before_the_mark_and_shows_no_control_characters()
    {
        var shown = OrganizationAccounts.Shown(new string('x', 100) + "\u202e");
        Assert.Equal(AccountStore.LongestName, shown.Length);
        Assert.EndsWith("x (organization)", shown, StringComparison.Ordinal);
        Assert.Equal("a\\u202eb (organization)", OrganizationAccounts.Shown("a\u202eb"));
        Assert.NotNull(AccountStore.WhyNotName("alice" + OrganizationAccounts.Mark));
    }

    private static OrganizationOptions? Read(string line, out string? problem)
    {
        using var folder = new ScratchFolder();
        var (secret, blank) = (folder.Write("secret", "s3cret\n"), folder.Write("blank", "\n"));
        var arguments = new OrganizationArguments();
        var command = new RootCommand();
        foreach (var option in arguments.All)
            command.Options.Add(option);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word switch { "SECRET" => secret, "BLANK" => blank, "EMPTY" => "", _ => word });
        return arguments.Read(command.Parse([.. words]), out problem);
    }
}
