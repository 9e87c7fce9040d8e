namespace IpBlock.Manager.Pages.SignIn;

/// <summary>What somebody types who has given the right password and has an authenticator app.</summary>
public sealed class CodeForm
{
    /// <summary>The key of the first half.</summary>
    public string? Half { get; set; }

    /// <summary>The code of the app, or a recovery code.</summary>
    public string? Code { get; set; }
}
