namespace IpBlock.Service.Milter;

/// <summary>What the mail server says: the first byte of a packet (SMFIC_ in libmilter's mfdef.h).</summary>
internal static class Command
{
    public const byte Negotiate = (byte)'O';
    public const byte Macros = (byte)'D';
    public const byte Connect = (byte)'C';
    public const byte Helo = (byte)'H';
    public const byte Mail = (byte)'M';
    public const byte Recipient = (byte)'R';
    public const byte Data = (byte)'T';
    public const byte Header = (byte)'L';
    public const byte EndOfHeaders = (byte)'N';
    public const byte Body = (byte)'B';
    public const byte EndOfMessage = (byte)'E';
    public const byte Unknown = (byte)'U';
    public const byte Abort = (byte)'A';
    public const byte Quit = (byte)'Q';

    /// <summary>This SMTP session is over, the milter connection goes on with the next one (SMFIC_QUIT_NC).</summary>
    public const byte NextSession = (byte)'K';
}
