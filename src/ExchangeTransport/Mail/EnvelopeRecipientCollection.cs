using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace Microsoft.Exchange.Data.Transport;

public abstract class ReadOnlyEnvelopeRecipientCollection : IEnumerable<EnvelopeRecipient>
{
    internal ReadOnlyEnvelopeRecipientCollection()
    {
    }

    public abstract int Count { get; }

    public abstract EnvelopeRecipient this[int index] { get; }

    public abstract bool Contains(RoutingAddress address);

    public abstract EnvelopeRecipientCollection.Enumerator GetEnumerator();

    IEnumerator<EnvelopeRecipient> IEnumerable<EnvelopeRecipient>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public abstract class EnvelopeRecipientCollection : ReadOnlyEnvelopeRecipientCollection
{
    internal EnvelopeRecipientCollection()
    {
    }

    public abstract bool CanAdd { get; }

    public abstract void Add(RoutingAddress address);

    public abstract void Clear();

    public abstract bool Remove(EnvelopeRecipient recipient);

    public abstract bool Remove(EnvelopeRecipient recipient, DsnType dsnType, SmtpResponse smtpResponse);

    public abstract bool Remove(EnvelopeRecipient recipient, DsnType dsnType, SmtpResponse smtpResponse, string sourceContext);

    public abstract int Remove(RoutingAddress address);

    public struct Enumerator : IEnumerator<EnvelopeRecipient>
    {
        private readonly IList<EnvelopeRecipient> _recipients;
        private int _index;

        internal Enumerator(IList<EnvelopeRecipient> recipients)
        {
            _recipients = recipients;
            _index = -1;
        }

        public EnvelopeRecipient Current => _recipients[_index];

        object IEnumerator.Current => Current;

        public void Dispose()
        {
        }

        public bool MoveNext() => ++_index < _recipients.Count;

        public void Reset() => _index = -1;
    }
}
