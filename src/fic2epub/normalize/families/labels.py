"""What a screen reader says of a block, in the work's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.families.names import OWN

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.options import Options

__all__ = ["label"]

_WORDS = """
   en|Text messages|Chat log|E-mail|Post|Letter|Sign|Newspaper|Window|Sent|Received
   de|Textnachrichten|Chatprotokoll|E-Mail|Beitrag|Brief|Schild|Zeitung|Fenster|Gesendet|Empfangen
   fr|Messages|Discussion|Courriel|Publication|Lettre|Panneau|Journal|Fenêtre|Envoyé|Reçu
   es|Mensajes|Chat|Correo electrónico|Publicación|Carta|Letrero|Periódico|Ventana|Enviado|Recibido
   it|Messaggi|Chat|E-mail|Post|Lettera|Cartello|Giornale|Finestra|Inviato|Ricevuto
   pt|Mensagens|Bate-papo|E-mail|Publicação|Carta|Placa|Jornal|Janela|Enviada|Recebida
   nl|Sms-berichten|Chatgesprek|E-mail|Bericht|Brief|Bord|Krant|Venster|Verzonden|Ontvangen
   ru|Сообщения|Чат|Письмо|Запись|Письмо|Вывеска|Газета|Окно|Отправлено|Получено
   zh|短信|聊天记录|电子邮件|帖子|信|告示牌|报纸|窗口|发送|收到
   ja|メッセージ|チャット|メール|投稿|手紙|看板|新聞|ウィンドウ|送信|受信
"""
"""An `aria-label` is spoken in the language of what is around it, so that English words would be of no help there."""
_NAMES = (*OWN.values(), "block-sent", "block-received")
_LABELS = {
    language: dict(zip(_NAMES, words, strict=True))
    for language, *words in (line.strip().split("|") for line in _WORDS.strip().splitlines())
}


def label(block: _Element, options: Options) -> None:
    """
    Say what a block is, and of each message in it which way it went; nothing in a language that has no words here.

    Only a block that is nothing else yet can be a group: tables and lists stay what they are.
    """
    words = _LABELS.get((options.language or "").split("-")[0].lower())
    if words is None:
        return
    for element in block.iter("div", "blockquote"):
        token = next((token for token in (element.get("class") or "").split() if token in words), None)
        if token:
            element.set("role", "group")
            element.set("aria-label", words[token])
