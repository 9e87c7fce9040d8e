namespace IpBlock.Manager.Pages.Invitation;

/// <summary>What somebody types who has been invited.</summary>
public sealed class InvitationForm
{
    /// <summary>The new password.</summary>
    public string? Password { get; set; }

    /// <summary>The same again.</summary>
    public string? Again { get; set; }
}
