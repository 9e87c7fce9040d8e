namespace IpBlock.Manager.Pages.SignIn;

/// <summary>What somebody types who signs in.</summary>
public sealed class SignInForm
{
    /// <summary>The account's name.</summary>
    public string? Name { get; set; }

    /// <summary>Its password.</summary>
    public string? Password { get; set; }
}
