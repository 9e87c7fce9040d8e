using System.Security.Principal;

namespace Microsoft.Exchange.Data.Transport;

public enum RecipientType
{
    User = 0,
    PublicFolder = 1,
    Contact = 2,
    DistributionList = 3,
    DynamicDistributionList = 4,
    ConferenceRoom = 5,
    Equipment = 6,
    Unknown = 7,
}

public enum SpamAction
{
    Quarantine = 0,
    Reject = 1,
    Delete = 2,
}

public abstract class AddressBookEntry
{
    internal AddressBookEntry()
    {
    }

    public abstract bool AntispamBypass { get; }

    public abstract SecurityIdentifier MasterAccountSid { get; }

    public abstract RoutingAddress PrimaryAddress { get; }

    public abstract RecipientType RecipientType { get; }

    public abstract bool RequiresAuthentication { get; }

    public abstract SecurityIdentifier UserAccountSid { get; }

    public abstract string WindowsLiveId { get; }

    public abstract int GetSpamConfidenceLevelThreshold(SpamAction action, int defaultValue);

    public abstract bool IsBlockedSender(RoutingAddress senderAddress);

    public abstract bool IsSafeRecipient(RoutingAddress recipientAddress);

    public abstract bool IsSafeSender(RoutingAddress senderAddress);
}
